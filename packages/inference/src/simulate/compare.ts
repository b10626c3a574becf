import { seededRandom } from '../schedule/seeded-random.ts';
import { CONTENDERS, type ContenderName } from './contenders.ts';
import type { EngineProfile } from './engine/engine-profile.ts';
import { type Figure, meanOfRuns } from './mean-of-runs.ts';
import { simulate } from './simulate.ts';
import { type Objective, type Summary, summarise } from './summarise.ts';
import type { Workload } from './workload/workload.ts';

/** What is compared, and where. */
export interface Comparison {
  readonly workload: Workload;
  readonly policies: readonly ContenderName[];
  /** Requests a second. */
  readonly loads: readonly number[];
  readonly seeds: readonly number[];
  readonly engine: EngineProfile;
  readonly replicas: number;
  /** Requests of the first seconds are sent, and not counted. */
  readonly warmUp: number;
  readonly seconds: number;
  readonly objective: Objective;
}

/** How one policy fared under one load, over all seeds. Times in ms, goodput and tokens a second. */
export interface Compared {
  readonly workload: string;
  readonly perSecond: number;
  readonly policy: ContenderName;
  readonly ttft: PercentileFigures;
  readonly tpot: PercentileFigures;
  readonly endToEnd: PercentileFigures;
  readonly goodput: Figure;
  readonly tokensPerSecond: Figure;
  /** Shares of the requests: refused, and not answered when the run was over. */
  readonly shed: Figure;
  readonly unfinished: Figure;
  readonly cacheHits: Figure;
}

/** Of a distribution, each over all seeds. */
export interface PercentileFigures {
  readonly p50: Figure;
  readonly p90: Figure;
  readonly p99: Figure;
}

/** Plays every policy under every load with the same requests: load by load, in the order of the policies. */
export function* compare(comparison: Comparison): Generator<Compared> {
  const { workload, policies, loads, seeds } = comparison;
  for (const perSecond of loads) {
    const runs = new Map(policies.map((policy): [typeof policy, Summary[]] => [policy, []]));
    for (const seed of seeds) {
      const ms = (comparison.warmUp + comparison.seconds) * 1000;
      const requests = workload.requests({ perSecond, ms }, seededRandom(seed));
      for (const [policy, summaries] of runs) summaries.push(play(comparison, requests, policy, seed));
    }
    for (const [policy, summaries] of runs) yield compared(workload.name, perSecond, policy, summaries);
  }
}

function play(
  { workload, engine, replicas, warmUp, objective }: Comparison,
  requests: ReturnType<Workload['requests']>,
  policy: ContenderName,
  seed: number,
): Summary {
  const { blockTokens } = workload;
  const router = CONTENDERS[policy](blockTokens, seed);
  const outcomes = simulate({ requests, blockTokens, engine, replicas, scrapeMs: 50, patienceMs: PATIENCE_MS, router });
  return summarise(outcomes, warmUp * 1000, objective);
}

/** As long as clients wait that have been told nothing: LiteLLM and OpenAI's own give up after minutes. */
const PATIENCE_MS = 120_000;

function compared(workload: string, perSecond: number, policy: ContenderName, summaries: readonly Summary[]): Compared {
  const of = (figure: (summary: Summary) => number) => meanOfRuns(summaries.map(figure));
  const percentilesOf = (name: 'ttft' | 'tpot' | 'endToEnd'): PercentileFigures => ({
    p50: of((summary) => summary[name].p50),
    p90: of((summary) => summary[name].p90),
    p99: of((summary) => summary[name].p99),
  });
  return {
    workload,
    perSecond,
    policy,
    ttft: percentilesOf('ttft'),
    tpot: percentilesOf('tpot'),
    endToEnd: percentilesOf('endToEnd'),
    goodput: of(({ goodput }) => goodput),
    tokensPerSecond: of(({ tokensPerSecond }) => tokensPerSecond),
    shed: of(({ refused, sent }) => refused / Math.max(1, sent)),
    unfinished: of(({ unfinished, sent }) => unfinished / Math.max(1, sent)),
    cacheHits: of(({ cacheHits }) => cacheHits),
  };
}
