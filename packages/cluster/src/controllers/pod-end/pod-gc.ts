import type { INode, IPod } from 'kubernetes-models/v1';
import { type Change, type Controller, type Key, type View, type Wake, watching } from '../controller.ts';
import { nodes, pods } from '../kinds.ts';
import { type Plan, read, remove } from '../plan.ts';
import { conditionOf } from '../read/condition.ts';
import { keyOf } from '../read/owner.ts';
import { isFinished } from '../read/pod.ts';
import { markDisrupted } from './mark-disrupted.ts';

/** Removes pods that no kubelet will ever remove: pkg/controller/podgc@1.36. */
export const podGarbageCollector: Controller = {
  name: 'pod-garbage-collector-controller',
  watches: [watching(pods, ofPod), watching(nodes, ofNode)],
  reconcile,
};

/** A node that is gone may come back: its pods wait for so long (quarantineTime@1.36). */
const QUARANTINE_MS = 40_000;

function* ofPod({ after }: Change<IPod>, view: View): Iterable<Wake> {
  if (after === undefined) return;
  const nodeName = after.spec?.nodeName ?? '';
  const isEnding = after.metadata?.deletionTimestamp !== undefined;
  const hasNode = nodeName !== '' && view.get(nodes, '', nodeName) !== undefined;
  if (isEnding && (nodeName === '' || hasNode)) yield keyOf(after);
  else if (nodeName !== '' && !hasNode) yield { ...keyOf(after), afterMs: QUARANTINE_MS };
}

function* ofNode({ before, after }: Change<INode>, view: View): Iterable<Wake> {
  const name = (after ?? before)?.metadata?.name;
  const afterMs = after === undefined ? QUARANTINE_MS : 0;
  for (const pod of view.list(pods)) if (pod.spec?.nodeName === name) yield { ...keyOf(pod), afterMs };
}

function* reconcile(view: View, { namespace, name }: Key): Plan {
  const pod = view.get(pods, namespace, name);
  if (pod === undefined) return;
  const nodeName = pod.spec?.nodeName ?? '';
  const isEnding = pod.metadata?.deletionTimestamp !== undefined;
  if (nodeName === '') {
    if (isEnding) yield* end(view, pod, undefined);
    return;
  }
  const node = view.get(nodes, '', nodeName);
  if (node !== undefined) {
    if (isEnding && isOutOfService(node)) yield* end(view, pod, undefined);
    return;
  }
  // The look comes after the quarantine; the server has the last word.
  if ((yield* read(nodes, { namespace: '', name: nodeName })) !== undefined) return;
  yield* end(view, pod, { reason: 'DeletionByPodGC', message: 'PodGC: node no longer exists' });
}

function* end(view: View, pod: IPod, why: { reason: string; message: string } | undefined): Plan {
  if (!isFinished(pod)) yield* markDisrupted(view, pod, why, 'Failed');
  yield* remove(pods, pod, { gracePeriodSeconds: 0 });
}

function isOutOfService({ spec, status }: INode): boolean {
  const isReady = conditionOf(status?.conditions, 'Ready')?.status === 'True';
  return !isReady && (spec?.taints ?? []).some(({ key }) => key === 'node.kubernetes.io/out-of-service');
}
