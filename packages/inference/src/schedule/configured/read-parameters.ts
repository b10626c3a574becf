/** A parameter of a plug-in, in words for the person who wrote it. */
export function numberOf(parameters: Readonly<Record<string, unknown>>, name: string, usual: number): number {
  const value = parameters[name];
  if (value === undefined) return usual;
  if (typeof value === 'number' && value >= 0) return value;
  throw new RangeError(`${name} is to be a number from 0 on, not ${JSON.stringify(value)}`);
}

/** A text; `usual` where it is left out. */
export function textOf(parameters: Readonly<Record<string, unknown>>, name: string, usual?: string): string {
  const value = parameters[name] ?? usual;
  if (typeof value === 'string' && value !== '') return value;
  throw new RangeError(
    value === undefined ? `${name} is needed` : `${name} is to be a text, not ${JSON.stringify(value)}`,
  );
}

/** A list of texts. */
export function textsOf(parameters: Readonly<Record<string, unknown>>, name: string): readonly string[] {
  const value = parameters[name] ?? [];
  if (Array.isArray(value) && value.every((each) => typeof each === 'string')) return value as readonly string[];
  throw new RangeError(`${name} is to be a list of texts, not ${JSON.stringify(value)}`);
}
