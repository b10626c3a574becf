import type { EndpointState } from '../../endpoint-state.ts';
import type { Filter } from '../policy.ts';

/** Signals of an endpoint, by upstream's names. */
export const SIGNALS: Readonly<Record<string, (state: EndpointState) => number>> = {
  'active-requests': ({ inFlight }) => inFlight.requests,
  'running-requests': ({ measured }) => measured?.running ?? 0,
  'waiting-queue': ({ measured }) => measured?.waiting ?? 0,
  'kv-cache-utilization': ({ measured }) => measured?.kvUsage ?? 0,
};

/** The most that a signal may be. */
export interface SignalLimit {
  /** A name of {@link SIGNALS}. */
  readonly metric: string;
  readonly maxValue: number;
}

/**
 * Keeps endpoints of which no signal is above its limit; where none is left, all if it is said so
 * (llm-d-router ebab687 filter/utilization/plugin.go). Of what is not known a signal is 0.
 */
export function below(limits: readonly SignalLimit[], fallBack: boolean): Filter {
  return ({ candidates }, kept) => {
    const fitting = kept.filter((place) =>
      limits.every(({ metric, maxValue }) => (SIGNALS[metric]?.(candidates[place] as EndpointState) ?? 0) <= maxValue),
    );
    return fitting.length === 0 && fallBack ? kept : fitting;
  };
}

/**
 * Keeps endpoints whose queue and cache are below both limits; where none is, all. What a saturation detector does as a filter
 * (saturationdetector/utilization/detector.go: Filter). Of what is not known an endpoint is full.
 */
export function belowUtilization(queue: number, kvUsage: number): Filter {
  return ({ candidates }, kept) => {
    const fitting = kept.filter((place) => {
      const { measured } = candidates[place] as EndpointState;
      return measured !== undefined && measured.waiting < queue && measured.kvUsage < kvUsage;
    });
    return fitting.length === 0 ? kept : fitting;
  };
}

/** Keeps endpoints to which less of ours is under way (saturationdetector/concurrency/detector.go: Filter). */
export function belowConcurrency(requests: number, tokens: number): Filter {
  return ({ candidates }, kept) =>
    kept.filter((place) => {
      const { inFlight } = candidates[place] as EndpointState;
      return inFlight.requests < requests && inFlight.tokens < tokens;
    });
}
