import { type EndpointState, waitingAt } from '../../endpoint-state.ts';
import { type LatencyFeatures, type LatencyModel, learnLatency, predictLatency, UNTAUGHT } from '../latency-model.ts';
import type { Policy, Situation } from '../policy.ts';

/** What an answer of a server is expected to take. It learns from every answer; no service runs beside it. */
export interface LatencyOutlook {
  readonly expect: (situation: Situation, place: number) => Expected;
  readonly watch: NonNullable<Policy['watch']>;
  readonly watchTokens: NonNullable<Policy['watchTokens']>;
  readonly memory: NonNullable<Policy['memory']>;
}

/** In ms. */
export interface Expected {
  /** Until the first token. */
  readonly ttftMs: number;
  /** For each one after it. */
  readonly tpotMs: number;
}

/** An outlook that has seen no answer: it starts with the figures of a 32B model on two H100. */
export function createLatencyOutlook(): LatencyOutlook {
  let first = UNTAUGHT;
  let further = UNTAUGHT_TOKENS;
  return {
    expect: (situation, place) => ({
      ttftMs: predictLatency(first, firstTokenOf(situation, place)),
      tpotMs: predictLatency(further, furtherTokensOf(situation, place)) / TENTHS,
    }),
    watch(situation, place) {
      const features = firstTokenOf(situation, place);
      return (tookMs) => {
        first = learnLatency(first, features, tookMs);
      };
    },
    watchTokens(situation, place) {
      const features = furtherTokensOf(situation, place);
      return (eachMs) => {
        further = learnLatency(further, features, eachMs * TENTHS);
      };
    },
    memory: {
      learned: () => [...first.weights, ...first.spread, ...further.weights, ...further.spread],
      recall(learned) {
        if (learned.length !== 2 * OWN) return;
        first = modelOf(learned.slice(0, OWN));
        further = modelOf(learned.slice(OWN));
      },
    },
  };
}

/** So many numbers are what an outlook has learned. */
export const OUTLOOK_SIZE: number = 2 * (UNTAUGHT.weights.length + UNTAUGHT.spread.length);

const OWN = OUTLOOK_SIZE / 2;

/** A step of decoding is counted in tenths of ms: the noise that the model allows for is that of first tokens, ten times as much. */
const TENTHS = 10;

/**
 * 15 ms for each token, 1 ms more for ten requests in the batch, 5 ms for a thousand prompt tokens that are computed in the steps
 * between (docs/latency-profiles.md of llm-d-inference-sim: 18 to 28 ms of a 70B model, 12 of an 8B), nothing for those that wait.
 */
const UNTAUGHT_TOKENS: LatencyModel = {
  weights: [150, 50, 10, 0],
  spread: [10_000, 0, 0, 0, 0, 400, 0, 0, 0, 0, 100, 0, 0, 0, 0, 25],
};

function firstTokenOf(situation: Situation, place: number): LatencyFeatures {
  const { request, cached } = situation;
  const own = Math.max(0, request.promptTokens - (cached[place] ?? 0));
  return featuresOf(situation, place, own);
}

function furtherTokensOf(situation: Situation, place: number): LatencyFeatures {
  return featuresOf(situation, place, 0);
}

function featuresOf({ candidates }: Situation, place: number, own: number): LatencyFeatures {
  const state = candidates[place] as EndpointState;
  const { prefillTokens, requests } = state.inFlight;
  return [1, (prefillTokens + own) / 1000, requests / 10, waitingAt(state)];
}

function modelOf(learned: readonly number[]): LatencyModel {
  const size = UNTAUGHT.weights.length;
  return { weights: learned.slice(0, size), spread: learned.slice(size) };
}
