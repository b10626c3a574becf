import type { IStatefulSet } from 'kubernetes-models/apps/v1';
import type { IPod } from 'kubernetes-models/v1';
import type { View } from '../controller.ts';
import { templateOf } from '../history/revisions.ts';
import type { Plan } from '../plan.ts';
import { isAvailable, isReady } from '../read/pod.ts';
import { slowStart } from '../read/slow-start.ts';
import { createClaims, hasStaleClaim, keepByPolicy } from './claims.ts';
import { isAsItShouldBe, isInRange, newPod, ordinalOf, revisionOf, startOf } from './identity.ts';
import { correctSetPod, createSetPod, deleteSetPod } from './pod-deeds.ts';
import type { SetRevisions } from './set-revisions.ts';

/** One look at a stateful set, as far as it has come. */
export interface Roll extends SetRevisions {
  readonly view: View;
  readonly set: IStatefulSet;
  /** By number: those that there are, and drafts of those that there are not. */
  replicas: IPod[];
  /** Beyond the size, the highest number first. */
  condemned: readonly IPod[];
  /** So many of the current revision were deleted now. */
  deleted: number;
}

/**
 * Brings the pods in order: makes what is missing from the lowest number up, ends what is too much from the highest down, and
 * then replaces old revisions from the highest down (stateful_set_control.go updateStatefulSet@1.36). In order means: not
 * before the pod before is available.
 */
export function* rollForward(roll: Roll, members: readonly IPod[]): Plan {
  const { set, view } = roll;
  sortOut(roll, members);
  if (set.metadata?.deletionTimestamp !== undefined) return;
  const isOrdered = set.spec?.podManagementPolicy !== 'Parallel';
  const firstUnavailable = [...roll.replicas, ...roll.condemned.toReversed()].find((pod) => isUnavailable(roll, pod));
  const indexes = roll.replicas.keys();
  if (
    yield* forAll(
      [...indexes].map((at) => keepReplica(roll, at, isOrdered)),
      isOrdered,
    )
  )
    return;
  for (const pod of roll.condemned) yield* keepByPolicy(view, set, pod);
  const ends = roll.condemned.map((pod) =>
    endCondemned(roll, pod, isOrdered ? firstUnavailable : undefined, isOrdered),
  );
  if (yield* forAll(ends, isOrdered)) return;
  if (set.spec?.updateStrategy?.type !== 'OnDelete') yield* replaceOld(roll);
}

function sortOut(roll: Roll, members: readonly IPod[]): void {
  const { set } = roll;
  const known = new Map(members.map((pod) => [ordinalOf(pod), pod]));
  roll.condemned = members
    .filter((pod) => !isInRange(set, pod) && ordinalOf(pod) >= 0)
    .toSorted((a, b) => ordinalOf(b) - ordinalOf(a));
  roll.replicas = Array.from({ length: set.spec?.replicas ?? 1 }, (_, at) => {
    const ordinal = startOf(set) + at;
    return known.get(ordinal) ?? draftOf(roll, ordinal);
  });
}

/** Below the partition a pod is made of the old revision again (newVersionedStatefulSetPod@1.36). */
function draftOf({ set, current, update }: Roll, ordinal: number): IPod {
  const { type, rollingUpdate } = set.spec?.updateStrategy ?? {};
  const bound = startOf(set) + (rollingUpdate ? (rollingUpdate.partition ?? 0) : (set.status?.currentReplicas ?? 0));
  const revision = type === 'RollingUpdate' && ordinal < bound ? current : update;
  return newPod(set, templateOf(revision), revision.metadata?.name ?? '', ordinal);
}

/** Whether the look ends here; in order it does so at the first that is not done with. */
function* forAll(plans: readonly Plan<boolean>[], isOrdered: boolean): Plan<boolean> {
  if (isOrdered) {
    for (const plan of plans) if (yield* plan) return true;
    return false;
  }
  const { failure } = yield* slowStart(plans, MOST_AT_ONCE);
  if (failure !== undefined) throw failure;
  return false;
}

/** statefulset.MaxBatchSize@1.36. */
const MOST_AT_ONCE = 500;

function* keepReplica(roll: Roll, at: number, isOrdered: boolean): Plan<boolean> {
  const { view, set } = roll;
  const pod = roll.replicas[at] as IPod;
  const { phase = '' } = pod.status ?? {};
  if (phase === 'Failed' || phase === 'Succeeded') {
    if (pod.metadata?.deletionTimestamp === undefined) yield* deleteSetPod(set, pod);
    return true;
  }
  if (phase === '') {
    if (hasStaleClaim(view, set, pod)) return true;
    const made = yield* createSetPod(view, set, pod);
    roll.replicas[at] = { ...made, status: { ...made.status, phase: made.status?.phase ?? 'Pending' } };
    if (isOrdered) return true;
  }
  if (phase === 'Pending') yield* createClaims(view, set, pod);
  if (isOrdered && (pod.metadata?.deletionTimestamp !== undefined || isNotYetAvailable(roll, pod))) return true;
  if (phase === '') return false;
  if (isAsItShouldBe(set, pod)) yield* keepByPolicy(view, set, pod);
  else yield* correctSetPod(view, set, pod);
  return false;
}

function* endCondemned(roll: Roll, pod: IPod, firstUnavailable: IPod | undefined, isOrdered: boolean): Plan<boolean> {
  if (pod.metadata?.deletionTimestamp !== undefined) return isOrdered;
  if (isOrdered && isNotYetAvailable(roll, pod) && pod !== firstUnavailable) return true;
  yield* deleteSetPod(roll.set, pod);
  return true;
}

/** One at a time, from the highest number down to the partition. */
function* replaceOld(roll: Roll): Plan {
  const { set, update, replicas } = roll;
  const partition = set.spec?.updateStrategy?.rollingUpdate?.partition ?? 0;
  for (const pod of replicas.slice(partition).toReversed()) {
    if (revisionOf(pod) !== update.metadata?.name && pod.metadata?.deletionTimestamp === undefined) {
      yield* deleteSetPod(set, pod);
      roll.deleted++;
      return;
    }
    if (isUnavailable(roll, pod)) return;
  }
}

function isNotYetAvailable({ set, view }: Roll, pod: IPod): boolean {
  return (
    pod.status?.phase !== 'Running' || !isReady(pod) || !isAvailable(pod, set.spec?.minReadySeconds ?? 0, view.now)
  );
}

function isUnavailable({ set, view }: Roll, pod: IPod): boolean {
  return !isAvailable(pod, set.spec?.minReadySeconds ?? 0, view.now) || pod.metadata?.deletionTimestamp !== undefined;
}
