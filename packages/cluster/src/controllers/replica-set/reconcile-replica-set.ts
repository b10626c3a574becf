import type { IReplicaSet } from 'kubernetes-models/apps/v1';
import type { IPod } from 'kubernetes-models/v1';
import type { Key, View } from '../controller.ts';
import { type Kind, pods, replicaSets } from '../kinds.ts';
import { type Failure, lookAgain, type Plan, together } from '../plan.ts';
import { claim } from '../read/claim.ts';
import { deletionOrder } from '../read/deletion-order.ts';
import { isTerminatingNamespace } from '../read/failure.ts';
import { controllerOf } from '../read/owner.ts';
import { availableIn, isActive, isTerminating } from '../read/pod.ts';
import { createPod, deletePod, podFromTemplate } from '../read/pod-control.ts';
import { slowStart } from '../read/slow-start.ts';
import { writeReplicaSetStatus } from './status.ts';

/** One look at one replica set (pkg/controller/replicaset/replica_set.go syncReplicaSet@1.36). */
export function* reconcileReplicaSet(kind: Kind<IReplicaSet>, view: View, { namespace, name }: Key): Plan {
  const set = view.get(kind, namespace, name);
  if (set === undefined) return;
  const candidates = view.list(pods, namespace).filter((pod) => isMineOrNobodys(pod, set));
  const active = yield* claim<IReplicaSet, IPod>({
    owner: set,
    ownerKind: kind,
    kind: pods,
    selector: set.spec?.selector,
    candidates: candidates.filter(isActive),
  });
  const terminating = candidates.filter((pod) => isTerminating(pod) && controllerOf(pod)?.uid === set.metadata?.uid);
  const failure = set.metadata?.deletionTimestamp === undefined ? yield* manage(kind, view, set, active) : undefined;
  const counted = { active, terminating: terminating.length, failure };
  const status = yield* writeReplicaSetStatus(kind, view, set, counted);
  if (failure !== undefined) throw failure;
  const minReadySeconds = set.spec?.minReadySeconds ?? 0;
  if (minReadySeconds === 0 || (status?.readyReplicas ?? 0) === (status?.availableReplicas ?? 0)) return;
  const waits = active.flatMap((pod) => availableIn(pod, minReadySeconds, view.now) ?? []);
  yield* lookAgain(waits.length > 0 ? Math.min(...waits) : minReadySeconds * 1000);
}

/** Creates what is missing, deletes what is too much. */
function* manage(
  kind: Kind<IReplicaSet>,
  view: View,
  set: IReplicaSet,
  active: readonly IPod[],
): Plan<Failure | undefined> {
  const missing = (set.spec?.replicas ?? 1) - active.length;
  if (missing > 0) {
    const template = set.spec?.template ?? {};
    const plans = Array.from({ length: Math.min(missing, BURST) }, () =>
      createPod(kind, set, podFromTemplate(kind, set, template)),
    );
    const { failure } = yield* slowStart(plans);
    return isTerminatingNamespace(failure) ? undefined : failure;
  }
  const doomed = podsToDelete(kind, view, set, active, Math.min(-missing, BURST));
  const settled = yield* together(doomed.map((pod) => deletePod(kind, set, pod)));
  return settled.find(({ error }) => error !== undefined)?.error;
}

/** So many pods at most in one look (replicaset.BurstReplicas@1.36). */
const BURST = 500;

function podsToDelete(
  kind: Kind<IReplicaSet>,
  view: View,
  set: IReplicaSet,
  active: readonly IPod[],
  count: number,
): readonly IPod[] {
  if (count >= active.length) return active;
  const crowds = new Map<string, number>();
  for (const sibling of siblingsOf(kind, view, set)) {
    for (const { spec } of view.controlledBy(pods, sibling.metadata?.uid ?? '').filter(isActive)) {
      const node = spec?.nodeName ?? '';
      crowds.set(node, (crowds.get(node) ?? 0) + 1);
    }
  }
  const rankOf = ({ spec }: IPod): number => crowds.get(spec?.nodeName ?? '') ?? 0;
  return active.toSorted(deletionOrder(view.now, rankOf)).slice(0, count);
}

/** Replica sets of the same deployment, itself too. */
function siblingsOf(kind: Kind<IReplicaSet>, view: View, set: IReplicaSet): readonly IReplicaSet[] {
  const owner = controllerOf(set);
  return owner === undefined || kind !== replicaSets ? [set] : view.controlledBy(kind, owner.uid);
}

function isMineOrNobodys(pod: IPod, set: IReplicaSet): boolean {
  const owner = controllerOf(pod);
  return owner === undefined || owner.uid === set.metadata?.uid;
}
