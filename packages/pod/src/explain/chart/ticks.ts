import { positionOf, type Stretch, type TimeScale } from './time-scale.ts';

/** A labelled place on the axis. */
export interface Tick {
  readonly at: number;
  /** From 0 to 1. */
  readonly position: number;
  readonly label: string;
}

/**
 * Ticks at round times that lie at least `apart` (a fraction of the axis) from each other; none inside a break. A stretch
 * that is too short for a round time gets one where it begins.
 */
export function ticksOf(scale: TimeScale, apart: number): readonly Tick[] {
  const linear = scale.stretches.filter((stretch) => !stretch.broken);
  const pace = paceOf(linear);
  const step = STEPS.find((candidate) => candidate * pace >= apart) ?? Math.ceil(apart / pace / DAY) * DAY;
  const ticks: Tick[] = [];
  for (const { from, to } of linear) {
    const first = Math.ceil(from / step) * step;
    const times = first > to ? [from] : [];
    for (let at = first; at <= to; at += step) times.push(at);
    for (const at of times) {
      const position = positionOf(scale, at);
      if (ticks.length === 0 || position - (ticks.at(-1)?.position ?? 0) >= apart * 0.999)
        ticks.push({ at, position, label: tickLabel(at) });
    }
  }
  return ticks;
}

/** Exact to a tenth of a second, unlike durations in a text: `0s`, `1m30s`, `2h`, `2h5s`, `1d12h`. */
function tickLabel(at: number): string {
  const tenths = Math.round(at / 100);
  const parts = [
    [Math.floor(tenths / 864_000), 'd'],
    [Math.floor(tenths / 36_000) % 24, 'h'],
    [Math.floor(tenths / 600) % 60, 'm'],
    [(tenths % 600) / 10, 's'],
  ] as const;
  return parts.map(([amount, unit]) => (amount === 0 ? '' : `${amount}${unit}`)).join('') || '0s';
}

function paceOf(linear: readonly Stretch[]): number {
  const longest = linear.toSorted((a, b) => b.to - b.from - (a.to - a.from))[0];
  if (!longest) return 1;
  return (longest.stop - longest.start) / (longest.to - longest.from);
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const STEPS: readonly number[] = [
  ...[0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30].map((n) => n * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 6, 12].map((n) => n * HOUR),
  ...[1, 2, 5, 10, 30].map((n) => n * DAY),
];
