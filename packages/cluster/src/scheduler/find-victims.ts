import type { IPod } from 'kubernetes-models/v1';
import type { ClusterView, Misfit, NodeWithPods } from './cluster-view.ts';
import { histogram } from './histogram.ts';

/** Which pods of which node make room. */
export interface Preemption {
  readonly node: string;
  readonly victims: readonly IPod[];
}

/** What there is to be preempted. */
export interface Preemptable {
  readonly cluster: ClusterView;
  readonly misfits: ReadonlyMap<NodeWithPods, Misfit>;
  readonly fits: (place: NodeWithPods, cluster: ClusterView) => boolean;
}

/**
 * Finds the node where the fewest and least important pods have to end for a pod to fit (kubernetes
 * pkg/scheduler/framework/preemption/preemption.go and plugins/defaultpreemption@1.36). The message is the part that the real
 * scheduler adds to its own.
 */
export function findVictims(
  pod: IPod,
  { cluster, misfits, fits }: Preemptable,
): { readonly message: string; readonly preemption: Preemption | undefined } {
  const none = (message: string) => ({ message: `no new claims to deallocate, ${message}`, preemption: undefined });
  if (pod.spec?.preemptionPolicy === 'Never') return none('preemption: not eligible due to preemptionPolicy=Never.');
  const priority = pod.spec?.priority ?? 0;
  const reasons: string[] = [];
  const candidates: Preemption[] = [];
  for (const [place, misfit] of misfits) {
    const victims = misfit.isCurable ? victimsOn(place, priority, { cluster, fits }) : undefined;
    if (!misfit.isCurable) reasons.push('Preemption is not helpful for scheduling');
    else if (victims === undefined) reasons.push('No preemption victims found for incoming pod');
    else candidates.push({ node: place.node.metadata?.name ?? '', victims });
  }
  const [best] = candidates.toSorted(
    (a, b) => highest(a.victims) - highest(b.victims) || a.victims.length - b.victims.length,
  );
  if (best) return { message: '', preemption: best };
  return none(`preemption: 0/${misfits.size} nodes are available: ${histogram(reasons)}.`);
}

/** The fewest pods of lower priority without which it fits; undefined when there are none, or they do not help. */
function victimsOn(
  place: NodeWithPods,
  priority: number,
  { cluster, fits }: Pick<Preemptable, 'cluster' | 'fits'>,
): readonly IPod[] | undefined {
  const lower = place.pods.filter((pod) => priorityOf(pod) < priority);
  if (lower.length === 0) return undefined;
  const without = (victims: readonly IPod[]) => {
    const left = { node: place.node, pods: place.pods.filter((pod) => !victims.includes(pod)) };
    return fits(left, { ...cluster, nodes: cluster.nodes.map((each) => (each === place ? left : each)) });
  };
  if (!without(lower)) return undefined;
  // Those that matter most are let off first.
  let victims: readonly IPod[] = lower;
  for (const spared of lower.toSorted((a, b) => priorityOf(b) - priorityOf(a))) {
    const fewer = victims.filter((each) => each !== spared);
    if (without(fewer)) victims = fewer;
  }
  return victims;
}

function highest(victims: readonly IPod[]): number {
  return Math.max(...victims.map(priorityOf));
}

function priorityOf({ spec }: IPod): number {
  return spec?.priority ?? 0;
}
