/**
 * A moment as people write it, in ms since 1970: RFC 3339 (`2026-11-21T10:00:00Z`), ms since 1970, or how long ago (`15m`,
 * `1h30m`, `2d`). Undefined for what is none of these.
 */
export function readTime(text: string, now: number): number | undefined {
  if (/^\d{11,15}$/.test(text)) return Number(text);
  const ago = readDuration(text);
  if (ago !== undefined) return now - ago;
  // Without a zone it would be a different moment on each machine.
  if (!/^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d))?$/.test(text)) return undefined;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : at;
}

/** A duration in ms: `90s`, `1h30m`, `2d`, `500ms`; undefined for what is none. */
export function readDuration(text: string): number | undefined {
  if (!/^(?:\d{1,9}(?:\.\d+)?(?:ms|[smhdw]))+$/.test(text)) return undefined;
  let sum = 0;
  for (const [, amount = '', unit = ''] of text.matchAll(/(\d+(?:\.\d+)?)(ms|[smhdw])/g)) {
    sum += Number(amount) * (UNITS[unit] ?? 0);
  }
  return sum;
}

const UNITS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};
