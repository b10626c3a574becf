/** How many entries of a list sorted by time lie at or before a moment. */
export function countUntil(entries: readonly { readonly at: number }[], at: number): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((entries[middle]?.at ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The entries from one moment to another, both included. */
export function between<T extends { readonly at: number }>(
  entries: readonly T[],
  from: number,
  to: number,
): readonly T[] {
  let first = countUntil(entries, from);
  while (first > 0 && entries[first - 1]?.at === from) first--;
  return entries.slice(first, countUntil(entries, to));
}
