import type { EndpointState } from '../../endpoint-state.ts';
import type { Filter, Scorer, Situation } from '../policy.ts';
import type { LatencyOutlook } from './latency-outlook.ts';
import { objectiveOf } from './request-objective.ts';

/** What the latency scorer weighs. */
export interface LatencyScorerOptions {
  readonly ttftWeight: number;
  readonly tpotWeight: number;
  /** The server that just keeps to the objective, so that others stay free; or the one that keeps to it by most. */
  readonly strategy: 'least' | 'most';
}

/**
 * Rates servers by their headroom: what the client allows less what is expected; a time of which the client says nothing counts as 0.
 * Servers in time go before all others; then idle ones; then those that are late with further tokens only, with the
 * first, with both: and there who is late by the least.
 *
 * Source: llm-d-router ebab687 scorer/latency/plugin.go. There is no fall-back without predictions, for there always are some.
 */
export function latencyScorer(outlook: LatencyOutlook, options: LatencyScorerOptions): Scorer {
  return (situation, kept) => {
    const headrooms = kept.map((place, at) => ({ at, ...headroomAt(outlook, situation, place) }));
    const inTime = headrooms.filter(isInTime);
    const idle = headrooms.filter(({ at }) => stateAt(situation, kept[at] as number).inFlight.requests === 0);
    const late = [
      idle,
      headrooms.filter(({ ttft }) => ttft >= 0),
      headrooms.filter(({ tpot }) => tpot >= 0),
      headrooms,
    ].find((group) => group.length > 0);
    const scores = new Array<number>(kept.length).fill(0);
    const rated =
      inTime.length > 0 ? rate(inTime, options) : rate(late ?? [], { ...options, strategy: 'least' as const });
    for (const { at, score } of rated) scores[at] = score;
    return scores;
  };
}

/** Keeps servers in time, or where there are none, all; one choice of `1/exploration` keeps the others instead, so that they recover. */
export function headroomTier(outlook: LatencyOutlook, exploration = 0.01): Filter {
  return (situation, kept) => {
    if (kept.length <= 1) return kept;
    const isIn = kept.map((place) => isInTime(headroomAt(outlook, situation, place)));
    const [inTime, late] = [kept.filter((_, at) => isIn[at]), kept.filter((_, at) => !isIn[at])];
    if (inTime.length === 0 || late.length === 0) return kept;
    return exploration > 0 && situation.random() < exploration ? late : inTime;
  };
}

interface Headroom {
  readonly ttft: number;
  readonly tpot: number;
}

function headroomAt(outlook: LatencyOutlook, situation: Situation, place: number): Headroom {
  const objective = objectiveOf(situation.request.headers);
  const expected = outlook.expect(situation, place);
  return {
    ttft: (objective?.ttftMs ?? 0) - expected.ttftMs,
    tpot: (objective?.tpotMs ?? 0) - expected.tpotMs,
  };
}

function isInTime({ ttft, tpot }: Headroom): boolean {
  return ttft >= 0 && tpot >= 0;
}

function rate<T extends Headroom>(
  group: readonly T[],
  { ttftWeight, tpotWeight, strategy }: LatencyScorerOptions,
): readonly (T & { readonly score: number })[] {
  const [first, further] = [partsOf(group.map(({ ttft }) => ttft)), partsOf(group.map(({ tpot }) => tpot))];
  const sum = ttftWeight + tpotWeight;
  // Where all are alike in one of the two, the other alone counts.
  const share = first && !further ? 1 : further && !first ? 0 : sum > 0 ? ttftWeight / sum : 1;
  return group.map((one, at) => {
    const combined = share * (first?.[at] ?? 0.5) + (1 - share) * (further?.[at] ?? 0.5);
    const part = Math.trunc((strategy === 'most' ? combined : 1 - combined) * STEPS);
    return { ...one, score: Math.min(1, (part + 1) / STEPS) };
  });
}

/** Where each lies between the least and the most; undefined where all are alike. */
function partsOf(values: readonly number[]): readonly number[] | undefined {
  const sizes = values.map(Math.abs);
  const least = Math.min(...sizes);
  const width = Math.max(...sizes) - least;
  return width > 1e-9 ? sizes.map((size) => (size - least) / width) : undefined;
}

/** Upstream's scores are counted in hundredths. */
const STEPS = 100;

function stateAt({ candidates }: Situation, place: number): EndpointState {
  return candidates[place] as EndpointState;
}
