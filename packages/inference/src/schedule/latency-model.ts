/**
 * What a first token takes, learned while requests are answered: least squares over the answers so far, the older the less, so
 * that a pool that changes – another model, another accelerator – is learned anew within some hundred requests. A value:
 * learning gives another model.
 *
 * The answers are kept as sums, and the weights are solved from those each time. Weights that are corrected one by one and cut
 * off at 0, as recursive least squares would have it, run away: while all servers are alike in load, "every request takes it" and
 * "load takes it" look the same; what was cut off is then added to the other, answer by answer, without end.
 */
export interface LatencyModel {
  /** ms for each unit of each feature; never below 0: no load makes a server faster. */
  readonly weights: readonly number[];
  /** How far each pair of weights may be off before anything was learned, row by row: as variance, in ms². */
  readonly spread: readonly number[];
  /** What answers have told; left out before the first. */
  readonly evidence?: Evidence;
}

/** Answers so far, the older the less. */
interface Evidence {
  /** The weights before the first. */
  readonly from: readonly number[];
  /** Sums of each feature times each, row by row, then of each feature times the time. */
  readonly sums: readonly number[];
  /** ms that an answer takes these days. */
  readonly usual: number;
}

/** What is known when a request is sent, in units that make the weights alike. */
export type LatencyFeatures = readonly [
  /** 1: what every request takes. */
  base: number,
  /** Thousands of prompt tokens to compute before the first token: those ahead, and its own that no cache holds. */
  prefill: number,
  /** Tens of requests of ours under way there: each makes every step longer. */
  running: number,
  /** Requests that wait there. */
  waiting: number,
];

/**
 * Before anything was learned: 20 ms, 50 ms for a thousand prompt tokens (20,480 a second: Qwen3-32B on two H100, llm-d
 * blog of 2026-08-17), 5 ms for ten requests in the batch, 20 ms for one that waits.
 */
export const UNTAUGHT: LatencyModel = {
  weights: [20, 50, 5, 20],
  spread: [400, 0, 0, 0, 0, 400, 0, 0, 0, 0, 25, 0, 0, 0, 0, 100],
};

/** The first token's time in ms. */
export function predictLatency({ weights }: LatencyModel, features: LatencyFeatures): number {
  let sum = 0;
  for (let i = 0; i < weights.length; i++) sum += (weights[i] as number) * (features[i] as number);
  return sum;
}

/** The same without a list: choices ask it of each candidate. */
export function predictTime({ weights }: LatencyModel, prefill: number, running: number, waiting: number): number {
  return at(weights, 0) + at(weights, 1) * prefill + at(weights, 2) * running + at(weights, 3) * waiting;
}

/** The model that has seen one answer more. */
export function learnLatency(model: LatencyModel, features: LatencyFeatures, tookMs: number): LatencyModel {
  const { weights, spread, evidence = noEvidence(weights) } = model;
  const size = weights.length;
  const predicted = predictLatency(model, features);
  // An answer far off says less than one that is near: servers hang, clients stall.
  const took = predicted + Math.max(-FAR, Math.min(FAR, tookMs - predicted));
  // What takes long varies more, and must not drown what the many short ones say.
  const trust = 1 / (1 + (predicted / Math.max(NOISE, evidence.usual)) ** 2);
  const sums = evidence.sums.map((sum, at) => {
    const row = at < size * size ? Math.floor(at / size) : at - size * size;
    const by = at < size * size ? (features[at % size] as number) : took;
    return sum * MEMORY + trust * (features[row] as number) * by;
  });
  const next = { ...evidence, sums, usual: evidence.usual + (took - evidence.usual) * NOVELTY };
  return { weights: solved(weights, spread, next), spread, evidence: next };
}

function at(weights: readonly number[], place: number): number {
  return weights[place] as number;
}

function noEvidence(from: readonly number[]): Evidence {
  return { from, sums: new Array<number>(from.length * (from.length + 1)).fill(0), usual: 0 };
}

/**
 * The weights at which the squares are least and none is below 0: one after the other, from where they were. The weights of
 * before count throughout, as evidence that does not fade: what no answer tells apart stays in the proportion that it had.
 */
function solved(weights: readonly number[], spread: readonly number[], { from, sums }: Evidence): readonly number[] {
  const next = [...weights];
  const size = weights.length;
  for (let sweep = 0; sweep < SWEEPS; sweep++)
    for (let i = 0; i < size; i++) {
      const doubt = NOISE ** 2 / (spread[i * size + i] as number);
      let rest = (sums[size * size + i] as number) + doubt * (from[i] as number);
      for (let j = 0; j < size; j++) if (j !== i) rest -= (sums[i * size + j] as number) * (next[j] as number);
      next[i] = Math.max(0, rest / ((sums[i * size + i] as number) + doubt));
    }
  return next;
}

/** Standard deviation of a time that nothing explains, in ms. */
const NOISE = 50;
/** A thousand answers weigh as much as all before them. */
const MEMORY = 0.999;
/** What is usual is that of the last hundred. */
const NOVELTY = 0.01;
const FAR = 5000;
/** An answer changes little, so few are enough to follow. */
const SWEEPS = 4;
