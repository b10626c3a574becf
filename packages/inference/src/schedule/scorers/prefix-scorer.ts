import type { Scorer } from '../policy.ts';

/**
 * How much of the prompt a server is thought to hold. With `absolute` above 0 a long match counts for itself, not only as a
 * part of the prompt (llm-d-router scorer/prefix, read at ebab687: w·min(1, matched/scale)² + (1−w)·matched/total).
 */
export function prefixScorer(absolute = 0, scaleTokens = 8192): Scorer {
  return ({ request: { prefix }, cached }, kept) => {
    const total = prefix.blocks * prefix.blockTokens;
    if (total === 0) return kept.map(() => 0);
    return kept.map((place) => {
      const tokens = cached[place] ?? 0;
      return absolute * Math.min(1, tokens / scaleTokens) ** 2 + (1 - absolute) * Math.min(1, tokens / total);
    });
  };
}
