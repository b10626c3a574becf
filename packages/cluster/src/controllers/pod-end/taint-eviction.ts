import type { INode, IPod } from 'kubernetes-models/v1';
import { type Change, type Controller, type Key, type View, type Wake, watching } from '../controller.ts';
import { nodes, pods } from '../kinds.ts';
import { lookAgain, type Plan, remove, say } from '../plan.ts';
import { isTolerated } from '../read/node-fit.ts';
import { itself, keyOf } from '../read/owner.ts';
import { isFinished } from '../read/pod.ts';
import { timeOf } from '../read/time.ts';
import { markDisrupted } from './mark-disrupted.ts';

/** Ends pods on nodes whose taints they do not tolerate, or no longer: pkg/controller/tainteviction@1.36. */
export const taintEvictionController: Controller = {
  name: 'taint-eviction-controller',
  watches: [watching(pods, itself), watching(nodes, podsOnNode)],
  reconcile,
};

function* podsOnNode({ before, after }: Change<INode>, view: View): Iterable<Wake> {
  if (after === undefined || JSON.stringify(before?.spec?.taints) === JSON.stringify(after.spec?.taints)) return;
  for (const pod of view.list(pods)) if (pod.spec?.nodeName === after.metadata?.name) yield keyOf(pod);
}

function* reconcile(view: View, { namespace, name }: Key): Plan {
  const pod = view.get(pods, namespace, name);
  if (pod === undefined || isFinished(pod) || pod.metadata?.deletionTimestamp !== undefined) return;
  const node = pod.spec?.nodeName ? view.get(nodes, '', pod.spec.nodeName) : undefined;
  const left = node && evictedIn(pod, node, view.now);
  if (left === undefined) return;
  if (left > 0) return yield* lookAgain(left);
  const message = `Marking for deletion Pod ${namespace}/${name}`;
  yield* say(pods, pod, 'Normal', 'TaintManagerEviction', message);
  const marked = yield* markDisrupted(view, pod, {
    reason: 'DeletionByTaintManager',
    message: 'Taint manager: deleting due to NoExecute taint',
  });
  yield* remove(pods, marked);
}

/** When the pod has to go, in ms; undefined when it may stay. The time runs from the taint, or from when the pod came. */
function evictedIn(pod: IPod, { spec }: INode, now: number): number | undefined {
  const tolerations = pod.spec?.tolerations ?? [];
  const came = timeOf(pod.status?.startTime) ?? timeOf(pod.metadata?.creationTimestamp) ?? now;
  let left: number | undefined;
  for (const taint of (spec?.taints ?? []).filter(({ effect }) => effect === 'NoExecute')) {
    const used = tolerations.filter((toleration) => isTolerated(taint, [toleration]));
    if (used.length === 0) return 0;
    const seconds = used.flatMap(({ tolerationSeconds }) => tolerationSeconds ?? []);
    if (seconds.length === 0) continue;
    const since = Math.max(timeOf(taint.timeAdded) ?? now, came);
    left = Math.min(left ?? Number.POSITIVE_INFINITY, since + Math.max(0, Math.min(...seconds)) * 1000 - now);
  }
  return left;
}
