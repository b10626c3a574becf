import { distance } from 'fastest-levenshtein';

/** The candidate that somebody who wrote `word` most likely meant; undefined when none is near. */
export function didYouMean(word: string, candidates: readonly string[]): string | undefined {
  const wanted = word.toLowerCase();
  // One slip per four letters, at least one, is a slip; more is another word.
  const slips = Math.max(1, Math.ceil(wanted.length / 4));
  const [nearest] = candidates
    .map((candidate) => ({ candidate, away: distance(wanted, candidate.toLowerCase()) }))
    .sort((a, b) => a.away - b.away);
  if (nearest && nearest.away <= slips) return nearest.candidate;
  return wanted.length > 2 ? candidates.find((candidate) => candidate.toLowerCase().includes(wanted)) : undefined;
}

/** What to do about an unknown name, as a sentence. */
export function hintFor(word: string, candidates: readonly string[]): string {
  const meant = didYouMean(word, candidates);
  if (meant !== undefined) return `did you mean "${meant}"?`;
  return candidates.length === 0 ? 'there are none' : `there are: ${candidates.join(', ')}`;
}
