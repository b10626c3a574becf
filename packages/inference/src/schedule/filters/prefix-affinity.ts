import type { EndpointState } from '../../endpoint-state.ts';
import type { Filter } from '../policy.ts';

/** Keeps servers that hold enough of the prompt, while one of them is not loaded too far (filter/prefixcacheaffinity). */
export function prefixAffinity(affinity: number, releaseAt: number): Filter {
  return ({ request: { prefix }, candidates, cached }, kept) => {
    const total = prefix.blocks * prefix.blockTokens;
    if (total === 0) return kept;
    const holding = kept.filter((place) => (cached[place] ?? 0) >= affinity * total);
    const bearable = holding.some((place) => (candidates[place] as EndpointState).inFlight.prefillTokens <= releaseAt);
    return bearable ? holding : kept;
  };
}
