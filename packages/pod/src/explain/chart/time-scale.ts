import type { ChartModel } from './chart-model.ts';
import { eventfulMoments } from './eventful-moments.ts';

/** Where on the axis a time lies: everywhere at one pace, but for quiet stretches that are cut short. */
export interface TimeScale {
  readonly end: number;
  /** By time, without gaps; fractions go from 0 to 1. */
  readonly stretches: readonly Stretch[];
}

/** A part of the axis. A `broken` one stands for more time than its length tells, and is drawn as a break. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly start: number;
  readonly stop: number;
  readonly broken: boolean;
}

/** Makes one scale for all charts that are to be compared. */
export function timeScale(models: readonly ChartModel[]): TimeScale {
  const end = Math.max(1, ...models.map((model) => model.end));
  const quiet = longGaps(eventfulMoments(models, end));
  const pace = (1 - quiet.length * BREAK_SHARE) / (end - quiet.reduce((sum, gap) => sum + gap.to - gap.from, 0));
  const stretches: Stretch[] = [];
  let [from, start] = [0, 0];
  const add = (to: number, broken: boolean) => {
    const stop = start + (broken ? BREAK_SHARE : (to - from) * pace);
    if (to > from) stretches.push({ from, to, start, stop, broken });
    [from, start] = [to, stop];
  };
  for (const gap of quiet) {
    add(gap.from, false);
    add(gap.to, true);
  }
  add(end, false);
  return { end, stretches };
}

/** Does a stretch of time lie wholly inside a break, where nothing is drawn? */
export function isCut({ stretches }: TimeScale, from: number, to: number = from): boolean {
  return stretches.some((stretch) => stretch.broken && from > stretch.from && to < stretch.to);
}

/** The place of a time on the axis, from 0 to 1. */
export function positionOf({ stretches, end }: TimeScale, at: number): number {
  if (at <= 0) return 0;
  if (at >= end) return 1;
  const stretch = stretches.find(({ to }) => at <= to);
  if (!stretch) return 1;
  const { from, to, start, stop } = stretch;
  return start + ((at - from) / (to - from)) * (stop - start);
}

/** What a break takes of the axis. */
const BREAK_SHARE = 0.06;
/** A gap is long when it is this many times as long as all that is not. */
const LONG = 4;
/** So much of the time is never cut away, in ms. */
const LEAST = 10_000;
/** What stays of long gaps on both sides, as a part of everything that is not a long gap. */
const MARGIN = 0.06;
const MOST_BREAKS = 4;

interface Gap {
  readonly from: number;
  readonly to: number;
}

/** The few gaps beside which all the rest would shrink to nothing, by time. */
function longGaps(moments: readonly number[]): readonly Gap[] {
  const gaps = moments.slice(1).map((to, i) => ({ from: moments[i] ?? 0, to }));
  const longest = gaps.toSorted((a, b) => b.to - b.from - (a.to - a.from)).slice(0, MOST_BREAKS);
  let rest = (moments.at(-1) ?? 0) - (moments[0] ?? 0);
  let [count, margin] = [0, 0];
  for (const [i, { from, to }] of longest.entries()) {
    rest -= to - from;
    const kept = Math.max(rest * MARGIN, (LEAST - rest) / (i + 1) / 2);
    if (to - from - 2 * kept <= LONG * Math.max(rest, LEAST)) continue;
    [count, margin] = [i + 1, kept];
  }
  return longest
    .slice(0, count)
    .map(({ from, to }) => ({ from: from + margin, to: to - margin }))
    .sort((a, b) => a.from - b.from);
}
