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

/** Fewest requests of ours in flight: idle 1, the busiest 0 (scorer/activerequest). */
export const activeRequestScorer: Scorer = (situation, kept) => {
  let most = 0;
  for (const place of kept) most = Math.max(most, stateAt(situation, place).inFlight.requests);
  return kept.map((place) => (most === 0 ? 1 : (most - stateAt(situation, place).inFlight.requests) / most));
};

/** Fewest tokens of ours in flight, as a part of what a server is taken to carry (scorer/tokenload). */
export function tokenLoadScorer(most = 4_194_304): Scorer {
  return each(({ inFlight }) => 1 - Math.min(1, inFlight.tokens / most));
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
