import { waitingAt } from '../../endpoint-state.ts';
import { isFresh, type SaturationDetector } from './detector.ts';

/** When an endpoint is full. */
export interface UtilizationLimits {
  /** Waiting requests at which it is. */
  readonly queueDepth: number;
  /** The share of its cache in use at which it is. */
  readonly kvUsage: number;
  /** Measurements older than this count as none. */
  readonly staleMs: number;
  /** Of which nothing is known: counted as full, or left out (upstream's stalenessPolicy `saturated` and `ignore`). */
  readonly unknown: 'full' | 'ignored';
}

/** Upstream's constants; the article's were the same. */
export const UTILIZATION_LIMITS: UtilizationLimits = { queueDepth: 5, kvUsage: 0.8, staleMs: 200, unknown: 'full' };

/**
 * The same for the picker as it measures: an idle endpoint is asked every 5 s, and what it said holds until then, for
 * everything that was sent to it is known here; one that does not answer is unknown after 2 s (measure/scrape-interval.ts).
 */
export const MEASURED_LIMITS: UtilizationLimits = { ...UTILIZATION_LIMITS, staleMs: Number.POSITIVE_INFINITY };

/**
 * Today's default: each endpoint is as full as the scarcer of queue and cache, the pool is their mean
 * (llm-d-router pkg/epp/framework/plugins/flowcontrol/saturationdetector/utilization/detector.go, ebab687).
 */
export function utilization({
  queueDepth,
  kvUsage,
  staleMs,
  unknown,
}: UtilizationLimits = MEASURED_LIMITS): SaturationDetector {
  return (endpoints, now) => {
    if (endpoints.length === 0) return 1;
    let total = 0;
    let counted = 0;
    for (const state of endpoints) {
      const fresh = isFresh(state, now, staleMs);
      if (!fresh && unknown === 'ignored') continue;
      counted++;
      total += fresh ? Math.max(waitingAt(state) / queueDepth, (state.measured?.kvUsage ?? 0) / kvUsage) : 1;
    }
    return counted === 0 ? 0 : total / counted;
  };
}
