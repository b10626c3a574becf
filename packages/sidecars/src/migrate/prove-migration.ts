import {
  type Comparison,
  compareTimelines,
  effectiveLimits,
  effectiveRequests,
  printQuantity,
  qosVerdict,
  type Timeline,
} from '@outrigger/pod';
import { createEvidence } from '../evidence/create-evidence.ts';
import { resourcesOf } from '../rules/resources-of.ts';
import { DEFAULT_RANGE, type KubeletRange } from '../subject/kubelet-range.ts';
import type { Migration } from './migration.ts';
import { type NeededVersion, neededVersions } from './needed-versions.ts';

/** What a migration changes in the life of a pod, as the engine has played it, and in what the pod counts for. */
export interface Proof {
  readonly before: Timeline;
  readonly after: Timeline;
  readonly comparison: Comparison;
  /** Effective requests and limits that are others afterwards; a ResourceQuota counts the same. */
  readonly resources: readonly ChangedAmount[];
  /** The QoS class before and after. */
  readonly qos: readonly [before: string, after: string];
  readonly needs: readonly NeededVersion[];
}

/** One amount that changes; `none` where nothing is asked for. */
export interface ChangedAmount {
  readonly what: 'requests' | 'limits';
  readonly resource: string;
  readonly before: string;
  readonly after: string;
}

/** Plays the pod before and after a migration under the newest of the kubelets, and counts it under the same. */
export function proveMigration({ workload, pod, helpers }: Migration, kubelets: KubeletRange = DEFAULT_RANGE): Proof {
  const evidence = createEvidence(workload, { kubelets, helpers: () => helpers });
  const [before, after] = [evidence.play(), evidence.playChanged(pod)];
  const [old, now] = [resourcesOf(workload.pod, kubelets.newest), resourcesOf(pod, kubelets.newest)];
  return {
    before,
    after,
    comparison: compareTimelines(before, after, { names: ['the old form', 'the new form'], because: null }),
    resources: [
      ...changes('requests', effectiveRequests(old), effectiveRequests(now)),
      ...changes('limits', effectiveLimits(old), effectiveLimits(now)),
    ],
    qos: [qosVerdict(old).class, qosVerdict(now).class],
    needs: neededVersions(pod),
  };
}

type Effective = ReturnType<typeof effectiveRequests>;

function changes(what: ChangedAmount['what'], before: Effective, after: Effective): readonly ChangedAmount[] {
  const names = [...new Set([...before.keys(), ...after.keys()])];
  const amount = (of: Effective, name: string) => {
    const total = of.get(name)?.total;
    return total === undefined ? 'none' : printQuantity(total);
  };
  return names
    .map((resource) => ({ what, resource, before: amount(before, resource), after: amount(after, resource) }))
    .filter((change) => change.before !== change.after);
}
