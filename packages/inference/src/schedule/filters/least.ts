import type { EndpointState } from '../../endpoint-state.ts';
import type { Filter } from '../policy.ts';

/**
 * Keeps what lies in the lowest part of the range, as wide as a candidate's share of it. Queue lengths are whole numbers
 * and divided as such upstream.
 *
 * Source: gateway-api-inference-extension v0.3.0 pkg/epp/scheduling/filter.go: leastQueuingFilterFunc, leastKVCacheFilterFunc.
 */
function least(value: (state: EndpointState) => number, round: (width: number) => number): Filter {
  return ({ candidates }, kept) => {
    let lowest = Number.POSITIVE_INFINITY;
    let highest = Number.NEGATIVE_INFINITY;
    for (const place of kept) {
      const one = value(candidates[place] as EndpointState);
      if (one < lowest) lowest = one;
      if (one > highest) highest = one;
    }
    const limit = lowest + round((highest - lowest) / kept.length);
    return kept.filter((place) => value(candidates[place] as EndpointState) <= limit);
  };
}

/** The shortest queues, by the last scrape. */
export const leastQueue: Filter = least(({ measured }) => measured?.waiting ?? 0, Math.trunc);

/** The least of the key-value cache in use, by the last scrape. */
export const leastKvUsage: Filter = least(
  ({ measured }) => measured?.kvUsage ?? 0,
  (width) => width,
);
