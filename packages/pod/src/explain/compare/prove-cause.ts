import { BUGS, type BugName } from '../../kubelet/bugs.ts';
import { GATE_NAMES } from '../../kubelet/gates.ts';
import type { Kubelet } from '../../kubelet/profile.ts';
import { play } from '../../simulate/play.ts';
import type { Scenario } from '../../simulate/scenario.ts';
import type { Timeline } from '../../simulate/timeline.ts';
import { lifeOf } from '../life/life.ts';
import { becauseOfBug } from './because.ts';
import type { Because } from './difference.ts';
import { shownDifferences } from './shown-differences.ts';
import { firstDifference } from './step-differences.ts';
import { wholeDifferences } from './whole-differences.ts';

/**
 * Finds what makes two kubelets part, by trying: one bug, gate or limit at a time is set as in the other kubelet, and the
 * Scenario is played again. Undefined when they do not part, or when no single one explains it.
 */
export function proveCause(
  scenario: Scenario,
  [x, y]: readonly [Kubelet, Kubelet],
  { a, b }: { readonly a: Timeline; readonly b: Timeline },
): Because | undefined {
  const parted = apart(a, b);
  if (parted.at === Number.POSITIVE_INFINITY && parted.count === 0) return undefined;
  const explains = (kubelet: Kubelet) => {
    const now = apart(play(scenario, kubelet), b);
    return now.at > parted.at || (parted.at === Number.POSITIVE_INFINITY && now.count < parted.count);
  };
  const bug = (Object.keys(BUGS) as BugName[]).find(
    (name) => x.bugs[name] !== y.bugs[name] && explains({ ...x, bugs: { ...x.bugs, [name]: y.bugs[name] } }),
  );
  if (bug) return becauseOfBug(bug);
  const gate = GATE_NAMES.find(
    (name) => x.gates[name] !== y.gates[name] && explains({ ...x, gates: { ...x.gates, [name]: y.gates[name] } }),
  );
  if (gate) return { gate };
  const limit = (Object.keys(x.limits) as (keyof Kubelet['limits'])[]).find(
    (name) => x.limits[name] !== y.limits[name] && explains({ ...x, limits: { ...x.limits, [name]: y.limits[name] } }),
  );
  return limit && { limit };
}

/** When two lives part, and in how many ways they differ as a whole. */
function apart(a: Timeline, b: Timeline): { readonly at: number; readonly count: number } {
  const [one, other] = [lifeOf(a), lifeOf(b)];
  const first = firstDifference(one, other);
  const at = Math.min(first?.a ?? Number.POSITIVE_INFINITY, first?.b ?? Number.POSITIVE_INFINITY);
  const whole = wholeDifferences(one, other).length;
  return { at, count: whole > 0 || first ? whole : shownDifferences(one, other).length };
}
