/** The candidate that somebody who wrote `word` most likely meant; undefined when none is near. */
export function didYouMean(word: string, candidates: readonly string[]): string | undefined {
  const wanted = word.toLowerCase();
  let best: string | undefined;
  // One slip per four letters, at least one, is a slip; more is another word.
  let fewest = Math.max(1, Math.ceil(wanted.length / 4)) + 1;
  for (const candidate of candidates) {
    const distance = editDistance(wanted, candidate.toLowerCase(), fewest);
    if (distance < fewest) [best, fewest] = [candidate, distance];
  }
  return best ?? candidates.find((candidate) => wanted.length > 2 && candidate.toLowerCase().includes(wanted));
}

/** Insertions, deletions and replacements from one word to the other; anything from `enough` on is not counted out. */
function editDistance(from: string, to: string, enough: number): number {
  if (Math.abs(from.length - to.length) >= enough) return enough;
  let row = Array.from({ length: to.length + 1 }, (_, i) => i);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? enough;
}
