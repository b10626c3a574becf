/** A time for people: `12 s`, `1.5 s`, `3 min`. */
export function sayTime(ms: number): string {
  if (ms >= 120_000) return `${round(ms / 60_000)} min`;
  return `${round(ms / 1000)} s`;
}

/** Names for people: `a`, `a and b`, `a, b and c`. */
export function sayNames(names: readonly string[]): string {
  if (names.length < 2) return names.join('');
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

function round(n: number): string {
  return String(Math.round(n * 10) / 10);
}
