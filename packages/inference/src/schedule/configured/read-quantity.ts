/** A quantity of Kubernetes, as sizes and counts have it: 5000, "1k", "512Mi", "1e9"; undefined where it is left out. */
export function quantityOf(parameters: Readonly<Record<string, unknown>>, name: string): number | undefined {
  const value = parameters[name];
  if (value === undefined || value === null) return undefined;
  const [, number, suffix = ''] = /^(\d+(?:\.\d+)?(?:[eE]\d+)?)(k|M|G|T|Ki|Mi|Gi|Ti)?$/.exec(String(value)) ?? [];
  if (number === undefined)
    throw new RangeError(`${name} is to be a quantity, as 500 or "1Gi", not ${JSON.stringify(value)}`);
  return (
    Number(number) *
    (suffix.endsWith('i') ? 1024 : 1000) **
      (suffix === '' ? 0 : 'kMGT'.indexOf((suffix[0] as string).replace('K', 'k')) + 1)
  );
}

/** A duration of Go in ms: "60s", "1m30s", "200ms"; undefined where it is left out. */
export function durationOf(parameters: Readonly<Record<string, unknown>>, name: string): number | undefined {
  const value = parameters[name];
  if (value === undefined || value === null) return undefined;
  const parts = [...String(value).matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)];
  const isWhole = parts.map(([part]) => part).join('') === value && parts.length > 0;
  if (!isWhole && value !== '0')
    throw new RangeError(`${name} is to be a duration, as "60s", not ${JSON.stringify(value)}`);
  return parts.reduce((sum, [, number, unit]) => sum + Number(number) * (MS[unit as string] as number), 0);
}

const MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };
