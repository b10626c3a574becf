import type { Timeline } from '../../simulate/timeline.ts';
import { lifeOf } from '../life/life.ts';
import { knownBug } from './because.ts';
import type { Because, Comparison, Difference } from './difference.ts';
import { shownDifferences } from './shown-differences.ts';
import { firstDifference, stepDifferences } from './step-differences.ts';
import { summaryOf } from './summary.ts';
import { wholeDifferences } from './whole-differences.ts';

/** What may be said about a comparison beforehand. */
export interface CompareOptions {
  /** What the lives are called; by default their kubelets' versions, or `native` and `legacy`. */
  readonly names?: readonly [string, string];
  /** A cause that has been proved, or null for none; by default the known bugs of the two kubelets are looked through. */
  readonly because?: Because | null;
}

/**
 * Compares two lives of the same pod: at which step they part and why, and what is different on the whole.
 *
 * @example
 * compareTimelines(play(scenario, old), play(scenario, fixed)).summary;
 */
export function compareTimelines(a: Timeline, b: Timeline, options: CompareOptions = {}): Comparison {
  const lives = [lifeOf(a), lifeOf(b)] as const;
  const names = options.names ?? namesOf(a, b);
  const first = firstDifference(lives[0], lives[1]);
  const course = [...stepDifferences(lives[0], lives[1]), ...wholeDifferences(lives[0], lives[1])];
  const differences: readonly Difference[] = course.length > 0 ? course : shownDifferences(lives[0], lives[1]);
  const because = options.because === undefined ? first && knownBug(a, b, first) : (options.because ?? undefined);
  return { names, differences, because, summary: summaryOf({ names, differences, because, lives }) };
}

function namesOf(a: Timeline, b: Timeline): readonly [string, string] {
  if (a.kubelet !== b.kubelet) return [a.kubelet, b.kubelet];
  const sidecars = (timeline: Timeline) => timeline.containers.some((c) => c.kind === 'sidecar');
  if (sidecars(a) !== sidecars(b)) return sidecars(a) ? ['native', 'legacy'] : ['legacy', 'native'];
  return a.scenario === b.scenario ? ['the first', 'the second'] : [a.scenario, b.scenario];
}
