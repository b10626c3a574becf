import type { IPod } from 'kubernetes-models/v1';
import { type Controller, type View, watching } from '../controllers/controller.ts';
import { namespaces, nodes, pods } from '../controllers/kinds.ts';
import { type Plan, patch, remove, say } from '../controllers/plan.ts';
import type { ClusterView } from './cluster-view.ts';
import { findNode, type Placement } from './find-node.ts';

/** Binds pods to nodes, and says why one cannot be bound. One of it in a cluster. */
export function createScheduler(): Controller {
  /** Bound by now, though the pod may not be seen so yet: where, by uid. */
  const bound = new Map<string, string>();
  return {
    name: 'default-scheduler',
    watches: [
      watching(pods, ({ before, after }, view) => {
        if (after && isWaiting(after)) return [keyOf(after)];
        // A pod that has gone, or was bound, may have made or taken room.
        const hasGone = after === undefined || isOver(after);
        if (before && hasGone) bound.delete(before.metadata?.uid ?? '');
        return before && hasGone ? waiting(view) : [];
      }),
      watching(nodes, (_change, view) => waiting(view)),
      watching(namespaces, () => []),
    ],
    backOff: { baseMs: 1000, capMs: 10_000 },
    *reconcile(view, { namespace, name }): Plan<void> {
      const pod = view.get(pods, namespace, name);
      if (pod === undefined || !isWaiting(pod) || bound.has(pod.metadata?.uid ?? '')) return;
      const placement = findNode(pod, clusterOf(view, bound), view.random);
      if (placement.node !== undefined) {
        bound.set(pod.metadata?.uid ?? '', placement.node);
        try {
          yield* bind(pod, placement.node);
        } catch (error) {
          bound.delete(pod.metadata?.uid ?? '');
          throw error;
        }
        return;
      }
      yield* refuse(pod, placement, view.now);
    },
  };
}

function* bind(pod: IPod, node: string): Plan<void> {
  const { namespace = '', name = '', uid } = pod.metadata ?? {};
  yield {
    do: 'post',
    kind: pods,
    namespace,
    name,
    subresource: 'binding',
    body: {
      apiVersion: 'v1',
      kind: 'Binding',
      metadata: { name, namespace, uid },
      target: { apiVersion: 'v1', kind: 'Node', name: node },
    },
  };
  const message = `Successfully assigned ${namespace}/${name} to ${node}`;
  yield* say(pods, pod, 'Normal', 'Scheduled', message);
}

function* refuse(
  pod: IPod,
  { message, preemption }: Placement & { readonly node: undefined },
  now: number,
): Plan<void> {
  yield* say(pods, pod, 'Warning', 'FailedScheduling', message);
  const old = pod.status?.conditions?.find(({ type }) => type === 'PodScheduled');
  if (old?.message !== message || old.status !== 'False') {
    const at = new Date(now).toISOString().replace(/\.\d+Z$/, 'Z');
    const condition = {
      type: 'PodScheduled',
      status: 'False',
      ...(pod.metadata?.generation !== undefined && { observedGeneration: pod.metadata.generation }),
      lastProbeTime: null,
      lastTransitionTime: old?.status === 'False' ? old.lastTransitionTime : at,
      reason: 'Unschedulable',
      message,
    };
    yield* patch(pods, pod, {
      kind: 'strategic',
      subresource: 'status',
      body: {
        metadata: { uid: pod.metadata?.uid },
        status: { conditions: [condition], ...(preemption && { nominatedNodeName: preemption.node }) },
      },
    });
  }
  for (const victim of preemption?.victims ?? []) {
    const { metadata } = pod;
    yield* say(pods, victim, 'Normal', 'Preempted', `Preempted by pod ${metadata?.uid} on node ${preemption?.node}`);
    yield* remove(pods, victim, { preconditions: { uid: victim.metadata?.uid ?? '' } });
  }
}

function clusterOf(view: View, bound: ReadonlyMap<string, string>): ClusterView {
  const placed = Map.groupBy(
    view.list(pods).filter((pod) => !isOver(pod)),
    ({ spec, metadata }) => spec?.nodeName || bound.get(metadata?.uid ?? '') || '',
  );
  return {
    nodes: view.list(nodes).map((node) => ({ node, pods: placed.get(node.metadata?.name ?? '') ?? [] })),
    namespaceLabels: (name) => view.get(namespaces, '', name)?.metadata?.labels ?? {},
  };
}

function waiting(view: View) {
  return view.list(pods).filter(isWaiting).map(keyOf);
}

function isWaiting(pod: IPod): boolean {
  const { spec, metadata } = pod;
  const isOurs = (spec?.schedulerName ?? 'default-scheduler') === 'default-scheduler';
  const isHeld = (spec?.schedulingGates ?? []).length > 0;
  return isOurs && !isHeld && !spec?.nodeName && metadata?.deletionTimestamp === undefined && !isOver(pod);
}

function isOver({ status }: IPod): boolean {
  return status?.phase === 'Succeeded' || status?.phase === 'Failed';
}

function keyOf({ metadata }: IPod) {
  return { namespace: metadata?.namespace ?? '', name: metadata?.name ?? '' };
}
