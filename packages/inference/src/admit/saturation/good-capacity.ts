import { waitingAt } from '../../endpoint-state.ts';
import { isFresh, type SaturationDetector } from './detector.ts';
import { UTILIZATION_LIMITS, type UtilizationLimits } from './utilization.ts';

/**
 * The article's time: a pool has room as long as one endpoint has (GIE v0.4.0 pkg/epp/saturationdetector/saturationdetector.go:
 * at most 5 waiting and at most 0.8 of its cache in use). 0 or 1, nothing between.
 */
export function goodCapacity({
  queueDepth,
  kvUsage,
  staleMs,
}: Omit<UtilizationLimits, 'unknown'> = UTILIZATION_LIMITS): SaturationDetector {
  return (endpoints, now) => {
    for (const state of endpoints) {
      if (!isFresh(state, now, staleMs)) continue;
      if (waitingAt(state) <= queueDepth && (state.measured?.kvUsage ?? 1) <= kvUsage) return 0;
    }
    return 1;
  };
}
