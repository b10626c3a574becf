import type { Kubelet } from '../../kubelet/profile.ts';
import { play } from '../../simulate/play.ts';
import type { Scenario } from '../../simulate/scenario.ts';
import type { Timeline } from '../../simulate/timeline.ts';
import { compareTimelines } from './compare-timelines.ts';
import type { Comparison } from './difference.ts';
import { proveCause } from './prove-cause.ts';

/** Two lives and how they differ. */
export interface ComparedLives {
  readonly a: Timeline;
  readonly b: Timeline;
  readonly comparison: Comparison;
}

/**
 * Plays a Scenario under two kubelets and compares. The cause is proved: with that one bug, gate or limit as in the other
 * kubelet, and all else as it was, the lives no longer part where they did.
 */
export function compareKubelets(scenario: Scenario, kubelets: readonly [Kubelet, Kubelet]): ComparedLives {
  const [a, b] = [play(scenario, kubelets[0]), play(scenario, kubelets[1])];
  return { a, b, comparison: compareTimelines(a, b, { because: proveCause(scenario, kubelets, { a, b }) ?? null }) };
}
