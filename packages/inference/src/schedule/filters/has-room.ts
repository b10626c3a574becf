import type { EndpointState } from '../../endpoint-state.ts';
import type { Filter } from '../policy.ts';

/**
 * Keeps servers whose queue is shorter than a limit (v0.3.0 filter.go: lowQueueingPodPredicate, which says `<`). v0.4.0 says
 * `<=` (framework/plugins/filter/low_queue_filter.go): there the limit is one more.
 */
export function queueBelow(limit: number): Filter {
  return ({ candidates }, kept) =>
    kept.filter((place) => ((candidates[place] as EndpointState).measured?.waiting ?? 0) < limit);
}

/** Keeps servers with a short queue and enough free cache (v0.3.0 filter.go: noQueueAndLessThanKVCacheThresholdPredicate). */
export function hasRoom(queue: number, kvUsage: number): Filter {
  return ({ candidates }, kept) =>
    kept.filter((place) => {
      const { measured } = candidates[place] as EndpointState;
      return (measured?.waiting ?? 0) <= queue && (measured?.kvUsage ?? 0) <= kvUsage;
    });
}
