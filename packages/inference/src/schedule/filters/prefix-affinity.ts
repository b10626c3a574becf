import type { EndpointState } from '../../endpoint-state.ts';
import type { Filter, Situation } from '../policy.ts';

/**
 * Keeps servers that hold enough of the prompt, unless the least loaded of them has so many prompt tokens more to compute than
 * the least loaded of the others: then waiting costs more than computing anew. `releaseAt` 0 never lets go.
 *
 * Source: llm-d-router ebab687 filter/prefixcacheaffinity/plugin.go. Upstream compares times, tokens / peakPrefillThroughput;
 * tokens say the same, for both sides are divided by one number.
 */
export function prefixAffinity(affinity: number, releaseAt: number, exploration = 0): Filter {
  return (situation, kept) => {
    const { request, cached, random } = situation;
    const total = request.prefix.blocks * request.prefix.blockTokens;
    if (kept.length <= 1 || affinity <= 0 || total === 0) return kept;
    if (exploration > 0 && random() < exploration) return kept;
    const holds = (place: number) => (cached[place] ?? 0) >= affinity * total;
    const holding = kept.filter(holds);
    if (holding.length === 0) return kept;
    if (releaseAt <= 0 || holding.length === kept.length) return holding;
    const others = kept.filter((place) => !holds(place));
    return leastPrefill(situation, holding) - leastPrefill(situation, others) > releaseAt ? kept : holding;
  };
}

function leastPrefill({ candidates }: Situation, places: readonly number[]): number {
  let least = Number.POSITIVE_INFINITY;
  for (const place of places) least = Math.min(least, (candidates[place] as EndpointState).inFlight.prefillTokens);
  return least;
}
