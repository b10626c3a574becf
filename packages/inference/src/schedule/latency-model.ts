/**
 * What a first token takes, learned while requests are answered: recursive least squares with forgetting, so that a pool
 * that changes – another model, another accelerator – is learned anew within some hundred requests. A value: learning gives
 * another model.
 */
export interface LatencyModel {
  /** ms for each unit of each feature; never below 0: no load makes a server faster. */
  readonly weights: readonly number[];
  /** How far each pair of weights may still be off, row by row. */
  readonly spread: readonly number[];
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

/** The model that has seen one answer more. */
export function learnLatency(
  { weights, spread }: LatencyModel,
  features: LatencyFeatures,
  tookMs: number,
): LatencyModel {
  const size = weights.length;
  const gain = new Array<number>(size).fill(0);
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++)
      gain[i] = (gain[i] as number) + (spread[i * size + j] as number) * (features[j] as number);
  let scale = NOISE;
  for (let i = 0; i < size; i++) scale += (features[i] as number) * (gain[i] as number);
  // An answer far off says less than one that is near: servers hang, clients stall.
  const predicted = predictLatency({ weights, spread }, features);
  const error = Math.max(-FAR, Math.min(FAR, tookMs - predicted));
  return {
    weights: weights.map((weight, i) => Math.max(0, weight + ((gain[i] as number) * error) / scale)),
    spread: spread.map((each, at) => {
      const row = Math.floor(at / size);
      const column = at % size;
      const next = (each - ((gain[row] as number) * (gain[column] as number)) / scale) / MEMORY;
      return row === column ? Math.min(next, MOST_SPREAD) : next;
    }),
  };
}

/** Variance of a time that nothing explains, in ms². */
const NOISE = 2500;
/** A thousand answers weigh as much as all before them. */
const MEMORY = 0.999;
/** Without new evidence what is known must not fade without end. */
const MOST_SPREAD = 10_000;
const FAR = 5000;
