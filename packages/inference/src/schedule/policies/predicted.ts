import { type EndpointState, waitingAt } from '../../endpoint-state.ts';
import { computedByNow } from '../computed-by-now.ts';
import { type LatencyFeatures, type LatencyModel, learnLatency, predictTime, UNTAUGHT } from '../latency-model.ts';
import type { Policy, Situation } from '../policy.ts';

/** What a choice weighs beside the time of the request itself. */
export interface PredictedLimits {
  /** How much a prompt's computation counts that ten requests in the batch wait for. */
  readonly others: number;
  /**
   * What a full cache costs: so many thousands of prompt tokens. It spreads what has no place yet, and answers: a prompt that a server
   * holds pays it, too, or whoever holds what many ask for (six system prompts on eight servers) would decode for all of them.
   */
  readonly fullness: number;
  /**
   * What room for a thousand tokens that nobody holds costs where the cache is full: so many thousands of prompt tokens. It
   * falls with the fourth power of what is in use: room that is plenty costs nothing, so that free batches are taken.
   */
  readonly room: number;
  /**
   * What it costs to hold a thousand tokens once more that another holds, at `copyPrice` 1. While there is room copies are nearly
   * free, so that a prompt that many ask for gets a second home; when the last room goes they cost more than any wait, for
   * what they drive out is computed anew elsewhere, and drives out more.
   */
  readonly copies: number;
  /** ms that it costs to load an adapter; three times as much where another must go. */
  readonly adapterLoadMs: number;
}

/** Found by simulation (docs/inference/policies.md). */
export const PREDICTED_LIMITS: PredictedLimits = {
  others: 1,
  fullness: 20,
  room: 30,
  copies: 10,
  adapterLoadMs: 500,
};

/**
 * Sends a request where all of them together wait the least: its own first token as a model predicts it that learns from
 * every answer, what its prompt takes from those under way there, and how near the server's cache is to being full. Prompts
 * that a server holds cost nothing there, so prefixes stay together as long as that is worth it.
 */
export function predicted(limits: Partial<PredictedLimits> = {}, start: LatencyModel = UNTAUGHT): Policy {
  const { others, fullness, room, copies, adapterLoadMs } = { ...PREDICTED_LIMITS, ...limits };
  let model = start;
  let weighed = loadCounts(start);
  const learn = (next: LatencyModel) => {
    model = next;
    weighed = loadCounts(next);
  };

  const terms = new Float64Array(TERMS.length);
  /** What speaks against a candidate, in ms, term by term; the sum is returned. */
  const costOf = (situation: Situation, place: number, held: number, isAdapter: boolean): number => {
    const state = situation.candidates[place] as EndpointState;
    const { promptTokens } = situation.request;
    const own = ownTokens(situation, place) / 1000;
    const used = usageOf(state, own);
    const perThousand = model.weights[1] as number;
    // Is it sooner to wait where the prompt is held? That depends on what is left to compute there, in the measure in which it is.
    const part = own * 1000 < promptTokens ? 1 - (own * 1000) / promptTokens : 0;
    const computed = part > 0 ? part * computedAt(model, state, situation.now) : 0;
    terms[0] = predictTime(weighed, prefillAt(state, own, computed), state.inFlight.requests / 10, waitingAt(state));
    terms[1] = perThousand * own * others * (state.inFlight.requests / 10);
    const fresh = Math.max(0, promptTokens - held) / 1000;
    terms[2] = perThousand * (own - fresh) * copies * copyPrice(used.now);
    terms[3] = perThousand * (fullness * used.soon + fresh * room * fourth(used.now));
    terms[4] = isAdapter ? adapterLoadMs * adapterCost(state, situation.request.target) : 0;
    return terms[0] + terms[1] + terms[2] + terms[3] + terms[4];
  };
  return {
    name: 'predicted',
    choose(situation) {
      const { candidates, random, tell } = situation;
      let best = 0;
      let least = Number.POSITIVE_INFINITY;
      let equals = 1;
      const told: number[][] | undefined = tell && TERMS.map(() => []);
      const isAdapter = candidates.some(({ measured }) => hasAdapter(measured, situation.request.target));
      let held = 0;
      for (let place = 0; place < candidates.length; place++) held = Math.max(held, situation.cached[place] ?? 0);
      for (let place = 0; place < candidates.length; place++) {
        const cost = costOf(situation, place, held, isAdapter);
        if (told) for (const [i, costs] of told.entries()) costs.push(terms[i] as number);
        if (cost < least) {
          best = place;
          least = cost;
          equals = 1;
        } else if (cost === least && random() * ++equals < 1) best = place;
      }
      if (tell && told) {
        const kept = candidates.map((_, place) => place);
        for (const [i, scores] of told.entries()) tell({ by: TERMS[i] as string, weight: -1, kept, scores });
      }
      return { chosen: [best] };
    },
    watch(situation, place) {
      const features = featuresOf(model, situation, place);
      return (tookMs) => {
        learn(learnLatency(model, features, tookMs));
      };
    },
    memory: {
      learned: () => [...model.weights, ...model.spread],
      recall(learned) {
        const size = start.weights.length;
        if (learned.length === size + start.spread.length)
          learn({ weights: learned.slice(0, size), spread: learned.slice(size) });
      },
    },
  };
}

/** What the parts of the cost are called where somebody asks why. */
const TERMS = [
  'first token in ms',
  'ms taken from others',
  'ms for one more copy of the prompt',
  'ms for the cache it fills',
  'ms to load the adapter',
] as const;

/**
 * The model as choices weigh it: the load of a server counts at least as much beside prompt tokens as before anything was
 * learned. While all servers are alike in load, times say little about it; weighed as little as that, servers drift apart before it
 * is learned what that costs.
 */
function loadCounts({ weights, spread }: LatencyModel): LatencyModel {
  const unit = Math.max(LEAST_PER_THOUSAND, weights[1] as number) / (UNTAUGHT.weights[1] as number);
  const floor = (at: number) => (UNTAUGHT.weights[at] as number) * unit;
  return { weights: weights.map((weight, at) => (at < 2 ? weight : Math.max(weight, floor(at)))), spread };
}

/** ms for a thousand prompt tokens, on the fastest there is. */
const LEAST_PER_THOUSAND = 10;

function featuresOf(model: LatencyModel, situation: Situation, place: number): LatencyFeatures {
  const state = situation.candidates[place] as EndpointState;
  const prefill = prefillAt(state, ownTokens(situation, place) / 1000, computedAt(model, state, situation.now));
  return [1, prefill, state.inFlight.requests / 10, waitingAt(state)];
}

/** Thousands of prompt tokens to compute there, with so many thousands of its own. */
function prefillAt({ inFlight }: EndpointState, own: number, computed: number): number {
  return (inFlight.prefillTokens - computed) / 1000 + own;
}

/** Tokens of prompts under way there that are computed by now, as far as the model can tell. */
function computedAt({ weights }: LatencyModel, { inFlight }: EndpointState, now: number): number {
  const stepMs = (weights[0] as number) + ((weights[2] as number) * inFlight.requests) / 10;
  return computedByNow(inFlight, now, stepMs, Math.max(LEAST_PER_THOUSAND, weights[1] as number) / 1000);
}

function ownTokens({ request, cached }: Situation, place: number): number {
  return Math.max(0, request.promptTokens - (cached[place] ?? 0));
}

/** The part of the cache in use, and what it will be with what is on its way there. */
function usageOf({ measured, inFlight }: EndpointState, own: number): { readonly now: number; readonly soon: number } {
  const now = measured?.kvUsage ?? 0;
  if (measured?.kvTokens === undefined) return { now, soon: now };
  return { now, soon: Math.min(2, now + (own * 1000 + inFlight.prefillTokens) / measured.kvTokens) };
}

/** What room is worth: next to nothing in a cache that is half empty, 0.8 at 70 %, 6.6 at 90 %, and no end to it. */
function copyPrice(used: number): number {
  return fourth(used) / Math.max(LEAST_FREE, 1 - used);
}

/** Multiplied, for a power takes as long as all the rest of the cost. */
function fourth(used: number): number {
  return used * used * used * used;
}

const LEAST_FREE = 0.02;

/** 0 where the adapter is loaded; 1 where there is room for it, 3 where another must go first. */
function adapterCost({ measured }: EndpointState, adapter: string): number {
  const adapters = measured?.adapters;
  if (!adapters || adapters.running.includes(adapter)) return 0;
  if (adapters.waiting.includes(adapter)) return 0.7;
  return adapters.running.length + adapters.waiting.length < adapters.max ? 1 : 3;
}

/** Servers name adapters, never the model beneath: what none of them names needs no loading, or has to be loaded anywhere. */
function hasAdapter(measured: EndpointState['measured'], name: string): boolean {
  return (
    measured?.adapters !== undefined &&
    (measured.adapters.running.includes(name) || measured.adapters.waiting.includes(name))
  );
}
