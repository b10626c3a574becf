import type { IPod } from 'kubernetes-models/v1';
import type { ClusterView, Filter, Misfit, NodeWithPods } from './cluster-view.ts';
import { hostPorts } from './filters/host-ports.ts';
import { nodeAffinity, nodeName } from './filters/node-affinity.ts';
import { podAffinity } from './filters/pod-affinity.ts';
import { fullness, resources } from './filters/resources.ts';
import { taints, unschedulable } from './filters/taints.ts';
import { topologySpread } from './filters/topology-spread.ts';
import { findVictims, type Preemption } from './find-victims.ts';
import { histogram } from './histogram.ts';

/** Where a pod goes, or why it goes nowhere. */
export type Placement =
  | { readonly node: string }
  | {
      readonly node: undefined;
      /** As the real scheduler says it. */
      readonly message: string;
      /** Pods that make room by their end. */
      readonly preemption: Preemption | undefined;
    };

/** In upstream's order: the first that refuses a node gives the reason (pkg/scheduler/apis/config/v1/default_plugins.go@1.36). */
const filters: readonly Filter[] = [
  unschedulable,
  nodeName,
  taints,
  nodeAffinity,
  hostPorts,
  resources,
  topologySpread,
  podAffinity,
];

/** Finds the emptiest node that a pod fits. `random` settles draws. */
export function findNode(pod: IPod, cluster: ClusterView, random: () => number): Placement {
  const { nodes } = cluster;
  if (nodes.length === 0)
    return { node: undefined, message: 'no nodes available to schedule pods', preemption: undefined };
  const misfits = new Map<NodeWithPods, Misfit>();
  const fitting: NodeWithPods[] = [];
  for (const place of nodes) {
    const misfit = misfitOf(pod, place, cluster);
    if (misfit) misfits.set(place, misfit);
    else fitting.push(place);
  }
  if (fitting.length > 0) return { node: emptiest(fitting, random) };
  const found = findVictims(pod, { cluster, misfits, fits: (place, view) => misfitOf(pod, place, view) === undefined });
  const all = [...misfits.values()].flatMap(({ reasons }) => reasons);
  const message = `0/${nodes.length} nodes are available: ${histogram(all)}. ${found.message}`.trimEnd();
  return { node: undefined, message, preemption: found.preemption };
}

function misfitOf(pod: IPod, place: NodeWithPods, cluster: ClusterView): Misfit | undefined {
  for (const filter of filters) {
    const misfit = filter(pod, place, cluster);
    if (misfit) return misfit;
  }
  return undefined;
}

function emptiest(places: readonly NodeWithPods[], random: () => number): string {
  const scored = places.map((place) => ({ place, full: fullness(place), count: place.pods.length, draw: random() }));
  const [best] = scored.toSorted((a, b) => a.full - b.full || a.count - b.count || a.draw - b.draw);
  return best?.place.node.metadata?.name ?? '';
}
