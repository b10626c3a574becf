import type { EndpointState } from '../../endpoint-state.ts';
import type { Scorer, Situation } from '../policy.ts';

/** Shortest queue 1, longest 0, all 1 where they are equal (llm-d-router scorer/queuedepth, read at ebab687). */
export const queueScorer: Scorer = relative(({ measured }) => measured?.waiting ?? 0);

/** The same of running requests (scorer/runningrequests). */
export const runningScorer: Scorer = relative(({ measured }) => measured?.running ?? 0);

/** The part of the key-value cache that is free (scorer/kvcacheutilization). */
export const kvCacheScorer: Scorer = each(({ measured }) => 1 - (measured?.kvUsage ?? 0));

/** Half the points for an empty queue, none from so many waiting on (scorer/loadaware). */
export function loadAwareScorer(threshold = 128): Scorer {
  return each(({ measured }) => Math.max(0, 0.5 * (1 - (measured?.waiting ?? 0) / threshold)));
}

/** When a server counts as idle, and the score of the least busy that is not. */
export interface ActiveRequestOptions {
  readonly idle?: number;
  readonly mostBusy?: number;
}

/**
 * Fewest requests of ours in flight: idle 1, the busiest 0, others in proportion below `mostBusy` – under 1 it leaves a gap
 * between idle and busy (scorer/activerequest).
 */
export function activeRequestScorer({ idle = 0, mostBusy = 1 }: ActiveRequestOptions = {}): Scorer {
  return (situation, kept) => {
    let most = 0;
    for (const place of kept) most = Math.max(most, stateAt(situation, place).inFlight.requests);
    return kept.map((place) => {
      const { requests } = stateAt(situation, place).inFlight;
      return requests <= idle ? 1 : ((most - requests) / most) * mostBusy;
    });
  };
}

/**
 * Fewest prompt tokens of ours to compute, with those of this request that the server does not hold, as a part of what a
 * server is taken to carry (scorer/tokenload; what counts as in flight: dataproducer/inflightload, without estimated output).
 */
export function tokenLoadScorer(most = 4_194_304): Scorer {
  return (situation, kept) =>
    kept.map((place) => {
      const own = Math.max(0, situation.request.promptTokens - (situation.cached[place] ?? 0));
      return 1 - Math.min(1, (stateAt(situation, place).inFlight.prefillTokens + own) / most);
    });
}

function relative(value: (state: EndpointState) => number): Scorer {
  return (situation, kept) => {
    let lowest = Number.POSITIVE_INFINITY;
    let highest = Number.NEGATIVE_INFINITY;
    for (const place of kept) {
      const one = value(stateAt(situation, place));
      if (one < lowest) lowest = one;
      if (one > highest) highest = one;
    }
    const width = highest - lowest;
    return kept.map((place) => (width === 0 ? 1 : (highest - value(stateAt(situation, place))) / width));
  };
}

function each(score: (state: EndpointState) => number): Scorer {
  return (situation, kept) => kept.map((place) => score(stateAt(situation, place)));
}

function stateAt({ candidates }: Situation, place: number): EndpointState {
  return candidates[place] as EndpointState;
}
