import type { Turn } from '../turn.ts';

/** A time as the API stores it: whole seconds of the wall clock, rounded down; exact in nominal timing. */
export function wholeSecond(turn: Turn, at: number): number {
  if (!turn.kubelet.timing.wholeSeconds || Number.isNaN(at)) return at;
  const { wall } = turn.state.clock;
  return Math.floor((at + wall) / 1000) * 1000 - wall;
}
