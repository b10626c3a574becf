import type { Json, JsonObject, Path } from '@outrigger/manifest';

/** Says what is wrong at a place of a file: at its value, or at its key. */
export type Complain = (
  path: Path,
  message: string,
  more?: { readonly hint?: string; readonly atKey?: boolean },
) => void;

/** A map with none but these keys. */
export function mapOf(
  value: Json | undefined,
  path: Path,
  known: readonly string[],
  complain: Complain,
): JsonObject | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    complain(path, path.length === 0 ? 'rules stand in a list under the key rules' : `${say(path)}: expected a map`);
    return undefined;
  }
  for (const key of Object.keys(value)) {
    if (known.includes(key)) continue;
    const at = [...path, key];
    complain(at, `unknown field "${say(at)}"`, { hint: `there are: ${known.join(', ')}`, atKey: true });
  }
  return value as JsonObject;
}

/** A text that is not empty; undefined without complaint for what is not there. */
export function textOf(value: Json | undefined, path: Path, complain: Complain): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'string' && value.trim() !== '') return value;
  const isScalar = typeof value === 'number' || typeof value === 'boolean';
  complain(path, `${say(path)}: expected a text`, isScalar ? { hint: `put quotes around it: "${value}"` } : {});
  return undefined;
}

/** A list of such texts. */
export function textsOf(value: Json | undefined, path: Path, complain: Complain): readonly string[] | undefined {
  if (value === undefined) return undefined;
  if (Array.isArray(value)) return value.flatMap((one: Json, index) => textOf(one, [...path, index], complain) ?? []);
  complain(path, `${say(path)}: expected a list`);
  return undefined;
}

/** One of the words that are known. */
export function oneOf<T extends string>(
  known: readonly T[],
  value: Json | undefined,
  path: Path,
  complain: Complain,
): T | undefined {
  const found = known.find((one) => one === value);
  if (value !== undefined && found === undefined)
    complain(path, `${say(path)}: ${JSON.stringify(value)} is not known`, { hint: `there are: ${known.join(', ')}` });
  return found;
}

/** `rules[0].cause.when` */
export function say(path: Path): string {
  return path.map((part, i) => (typeof part === 'number' ? `[${part}]` : i === 0 ? part : `.${part}`)).join('');
}
