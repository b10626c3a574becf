import type { SimOutcome } from './sim-request.ts';

/** How requests fared. Times in ms. */
export interface Summary {
  readonly sent: number;
  readonly refused: number;
  /** Not answered whole when the simulation ended. */
  readonly unfinished: number;
  readonly ttft: Percentiles;
  readonly tpot: Percentiles;
  readonly endToEnd: Percentiles;
  /** Output tokens a second, over the time in which requests were sent. */
  readonly tokensPerSecond: number;
  /** Requests a second that were answered within the objective. */
  readonly goodput: number;
  /** The part of all prompt tokens that was found in a cache. */
  readonly cacheHits: number;
}

/** Of a distribution. */
export interface Percentiles {
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
}

/** What counts as good: a first token in time, and tokens as fast as one reads. */
export interface Objective {
  readonly ttftMs: number;
  readonly tpotMs: number;
}

/** The usual: a first token within two seconds, ten tokens a second. */
export const OBJECTIVE: Objective = { ttftMs: 2000, tpotMs: 100 };

/** Sums a simulation up, without the requests sent before `from`, while caches were cold. */
export function summarise(outcomes: readonly SimOutcome[], from = 0, objective: Objective = OBJECTIVE): Summary {
  const counted = outcomes.filter(({ request }) => request.at >= from);
  const until = counted.at(-1)?.request.at ?? from;
  const seconds = Math.max(1e-3, (until - from) / 1000);
  const ended = counted.filter(({ endedAt }) => endedAt !== undefined);
  const refused = counted.filter(({ endpoint }) => endpoint < 0).length;
  // One that never got its token waited at least until the end: leaving it out would flatter whoever let it wait.
  const ttfts = counted
    .filter(({ endpoint }) => endpoint >= 0)
    .map(({ request, firstTokenAt }) => (firstTokenAt ?? Number.POSITIVE_INFINITY) - request.at);
  const good = ended.filter((each) => ttftOf(each) <= objective.ttftMs && tpotOf(each) <= objective.tpotMs);
  // Whenever they were sent: in an overload those of before are what is served.
  const inTime = outcomes.filter(({ endedAt = -1 }) => endedAt >= from && endedAt <= until);
  return {
    sent: counted.length,
    refused,
    unfinished: counted.length - refused - ended.length,
    ttft: percentiles(ttfts),
    tpot: percentiles(ended.map(tpotOf)),
    endToEnd: percentiles(ended.map(({ request, endedAt }) => (endedAt as number) - request.at)),
    tokensPerSecond: sum(inTime.map(({ request }) => request.outputTokens)) / seconds,
    goodput: good.length / seconds,
    cacheHits:
      sum(ended.map(({ cachedTokens }) => cachedTokens)) /
      Math.max(1, sum(ended.map(({ request }) => request.promptTokens))),
  };
}

function ttftOf({ request, firstTokenAt }: SimOutcome): number {
  return (firstTokenAt as number) - request.at;
}

function tpotOf({ request, firstTokenAt, endedAt }: SimOutcome): number {
  return ((endedAt as number) - (firstTokenAt as number)) / Math.max(1, request.outputTokens - 1);
}

function percentiles(values: readonly number[]): Percentiles {
  const sorted = Float64Array.from(values).sort();
  const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? Number.NaN;
  return { p50: at(0.5), p90: at(0.9), p99: at(0.99) };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
