import {
  asLegacy,
  type Comparison,
  compareKubelets,
  compareTimelines,
  play,
  type Scenario,
  type Timeline,
} from '@outrigger/pod';
import { badFlag } from '../world/failure.ts';
import type { Explanation } from './explain-workload.ts';

/** The life of a pod beside another life of it. */
export interface ComparedExplanation {
  readonly explanation: Explanation;
  readonly a: Timeline;
  readonly b: Timeline;
  readonly comparison: Comparison;
  /** What was played in each. */
  readonly scenarios: readonly [Scenario, Scenario];
}

/** Plays what happened to a pod once more, under another version. */
export function compareVersions(explanation: Explanation, other: Explanation): ComparedExplanation {
  const { scenario, kubelet } = explanation;
  const same = { ...scenario, pod: other.scenario.pod };
  const scenarios = [scenario, same] as const;
  const isSamePod = JSON.stringify(scenario.pod) === JSON.stringify(same.pod);
  if (isSamePod && !isRefused(explanation) && !isRefused(other)) {
    return { explanation, scenarios, ...compareKubelets(scenario, [kubelet, other.kubelet]) };
  }
  const [a, b] = [
    isRefused(explanation) ? explanation.timeline : play(scenario, kubelet),
    isRefused(other) ? other.timeline : play(same, other.kubelet),
  ];
  return { explanation, a, b, scenarios, comparison: compareTimelines(a, b) };
}

/** Plays what happened to a pod once more with its sidecars as ordinary containers. */
export function compareLegacy(explanation: Explanation): ComparedExplanation {
  const { scenario, kubelet } = explanation;
  const pod = asLegacy(scenario.pod);
  if (pod === scenario.pod) {
    const hint = 'a sidecar is an init container with restartPolicy: Always';
    throw badFlag('--compare', `${scenario.name} has no sidecars to turn into ordinary containers`, hint);
  }
  // What ends with sidecars may go on without.
  const until = scenario.until + LONGER;
  const scenarios = [
    { ...scenario, until },
    { ...scenario, pod, until },
  ] as const;
  const [a, b] = [play(scenarios[0], kubelet), play(scenarios[1], kubelet)];
  return { explanation, a, b, scenarios, comparison: compareTimelines(a, b, { names: ['native', 'legacy'] }) };
}

const LONGER = 60_000;

/** The kubelet has not taken the pod. */
function isRefused({ timeline }: Explanation): boolean {
  return timeline.containers.length === 0;
}
