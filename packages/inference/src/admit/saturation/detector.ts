import type { EndpointState } from '../../endpoint-state.ts';

/** How full a pool is: 0 is idle, from 1 on it has no room; above 1 by how much it is over. A pool without endpoints has no room. */
export type SaturationDetector = (endpoints: readonly EndpointState[], now: number) => number;

/** Of measurements: old ones count as none. */
export function isFresh({ measured }: EndpointState, now: number, staleMs: number): boolean {
  return measured !== undefined && now - measured.at <= staleMs;
}
