import type { IControllerRevision, IStatefulSet } from 'kubernetes-models/apps/v1';
import type { IPod } from 'kubernetes-models/v1';
import type { Key, View } from '../controller.ts';
import { byRevision } from '../history/revisions.ts';
import { controllerRevisions, pods, statefulSets } from '../kinds.ts';
import { type Failure, isFailure, lookAgain, type Plan, remove } from '../plan.ts';
import { claim } from '../read/claim.ts';
import { controllerOf } from '../read/owner.ts';
import { availableIn } from '../read/pod.ts';
import { isMember, revisionOf } from './identity.ts';
import { type Roll, rollForward } from './roll-forward.ts';
import { findRevisions } from './set-revisions.ts';
import { writeSetStatus } from './status.ts';

/** One look at one stateful set (pkg/controller/statefulset/stateful_set.go sync, stateful_set_control.go@1.36). */
export function* reconcileStatefulSet(view: View, { namespace, name }: Key): Plan {
  const set = view.get(statefulSets, namespace, name);
  if (set === undefined) return;
  const own = yield* claim<IStatefulSet, IPod>({
    owner: set,
    ownerKind: statefulSets,
    kind: pods,
    selector: set.spec?.selector,
    candidates: view.list(pods, namespace).filter((pod) => controllerOf(pod) !== undefined || isMember(set, pod)),
  });
  const revisions = yield* claim<IStatefulSet, IControllerRevision>({
    owner: set,
    ownerKind: statefulSets,
    kind: controllerRevisions,
    selector: set.spec?.selector,
    candidates: view.list(controllerRevisions, namespace),
  });
  const members = own.filter((pod) => isMember(set, pod));
  const found = yield* findRevisions(set, revisions.toSorted(byRevision));
  const roll: Roll = { view, set, ...found, replicas: [], condemned: [], deleted: 0 };
  const failure = yield* caught(rollForward(roll, members));
  const status = yield* writeSetStatus(roll, failure === undefined || roll.replicas.length > 0 ? undefined : members);
  yield* truncateHistory(set, members, revisions, [found.current, found.update]);
  if (failure !== undefined) throw failure;
  const minReadySeconds = set.spec?.minReadySeconds ?? 0;
  if (minReadySeconds === 0 || (status.readyReplicas ?? 0) === (status.availableReplicas ?? 0)) return;
  const waits = members.flatMap((pod) => availableIn(pod, minReadySeconds, view.now) ?? []);
  yield* lookAgain(waits.length > 0 ? Math.min(...waits) : minReadySeconds * 1000);
}

/** What has been done so far counts, and is told, before a failure has it all tried again. */
function* caught(plan: Plan<unknown>): Plan<Failure | undefined> {
  try {
    yield* plan;
    return undefined;
  } catch (error) {
    if (isFailure(error)) return error;
    throw error;
  }
}

/** Deletes revisions that nobody uses, the oldest first, down to the limit. */
function* truncateHistory(
  set: IStatefulSet,
  members: readonly IPod[],
  revisions: readonly IControllerRevision[],
  used: readonly IControllerRevision[],
): Plan {
  const live = new Set([...used.map(({ metadata }) => metadata?.name), ...members.map(revisionOf)]);
  const dead = revisions.toSorted(byRevision).filter(({ metadata }) => !live.has(metadata?.name));
  const limit = set.spec?.revisionHistoryLimit ?? 10;
  if (limit < 0) return;
  for (const revision of dead.slice(0, Math.max(0, dead.length - limit))) yield* remove(controllerRevisions, revision);
}
