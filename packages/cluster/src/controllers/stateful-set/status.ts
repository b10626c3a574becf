import type { IStatefulSet } from 'kubernetes-models/apps/v1';
import type { IPod } from 'kubernetes-models/v1';
import { statefulSets } from '../kinds.ts';
import { isFailure, type Plan, read, updateStatus } from '../plan.ts';
import { isAvailable, isReady } from '../read/pod.ts';
import { revisionOf } from './identity.ts';
import type { Roll } from './roll-forward.ts';

type Status = NonNullable<IStatefulSet['status']>;

/** Writes how many pods there are of which revision, when it is news (computeReplicaStatus, completeRollingUpdate@1.36). */
export function* writeSetStatus(roll: Roll, members: readonly IPod[] | undefined): Plan<Status> {
  const { set } = roll;
  const status = completed(set, countSet(roll, members ?? [...roll.replicas, ...roll.condemned]));
  if (!isNews(set.status, status)) return status;
  try {
    yield* updateStatus(statefulSets, { ...set, status: { ...set.status, ...status } });
  } catch (error) {
    if (!isFailure(error, 409)) throw error;
    const { namespace = '', name = '' } = set.metadata ?? {};
    const fresh = yield* read(statefulSets, { namespace, name });
    if (fresh) yield* updateStatus(statefulSets, { ...fresh, status: { ...fresh.status, ...status } });
  }
  return status;
}

function countSet({ set, view, current, update, collisionCount, deleted }: Roll, members: readonly IPod[]): Status {
  const created = members.filter(({ status }) => (status?.phase ?? '') !== '');
  const staying = created.filter(({ metadata }) => metadata?.deletionTimestamp === undefined);
  const ready = created.filter((pod) => pod.status?.phase === 'Running' && isReady(pod));
  const minReadySeconds = set.spec?.minReadySeconds ?? 0;
  const of = (name: string | undefined): number => staying.filter((pod) => revisionOf(pod) === name).length;
  const counts = {
    readyReplicas: ready.length,
    currentReplicas: of(current.metadata?.name) - deleted,
    updatedReplicas: of(update.metadata?.name),
  };
  const { generation } = set.metadata ?? {};
  return {
    ...(generation !== undefined && { observedGeneration: generation }),
    replicas: created.length,
    ...Object.fromEntries(FIELDS.map((field) => [field, counts[field] > 0 ? counts[field] : undefined])),
    currentRevision: current.metadata?.name ?? '',
    updateRevision: update.metadata?.name ?? '',
    collisionCount,
    availableReplicas: ready.filter((pod) => isAvailable(pod, minReadySeconds, view.now)).length,
  };
}

const FIELDS = ['readyReplicas', 'currentReplicas', 'updatedReplicas'] as const;

function completed({ spec }: IStatefulSet, status: Status): Status {
  const wanted = spec?.replicas ?? 1;
  const { updatedReplicas = 0, readyReplicas = 0, replicas, updateRevision = '' } = status;
  const isStepByStep = spec?.updateStrategy?.type === 'RollingUpdate';
  const isDone = isStepByStep && updatedReplicas === wanted && readyReplicas === wanted && replicas === wanted;
  return isDone
    ? { ...status, ...(updatedReplicas > 0 && { currentReplicas: updatedReplicas }), currentRevision: updateRevision }
    : status;
}

function isNews(known: Status | undefined, next: Status): boolean {
  if ((next.observedGeneration ?? 0) > (known?.observedGeneration ?? 0)) return true;
  const fields = ['replicas', 'readyReplicas', 'currentReplicas', 'updatedReplicas', 'availableReplicas'] as const;
  const revisions = ['currentRevision', 'updateRevision'] as const;
  return (
    fields.some((field) => (known?.[field] ?? 0) !== (next[field] ?? 0)) ||
    revisions.some((field) => (known?.[field] ?? '') !== (next[field] ?? ''))
  );
}
