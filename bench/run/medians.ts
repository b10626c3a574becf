/** The median of each figure, over as many measurements as there are. */
export function medians<T extends Readonly<Record<keyof T, number>>>(measured: readonly T[]): T {
  const names = Object.keys(measured[0] ?? {}) as (keyof T)[];
  return Object.fromEntries(names.map((name) => [name, median(measured.map((each) => each[name]))])) as T;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}
