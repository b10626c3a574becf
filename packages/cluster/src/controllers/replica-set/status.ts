import type { IReplicaSet } from 'kubernetes-models/apps/v1';
import type { IPod } from 'kubernetes-models/v1';
import { isSame } from '../../local/object/is-same.ts';
import { matchesSelector } from '../../local/object/matches-selector.ts';
import type { View } from '../controller.ts';
import type { Kind } from '../kinds.ts';
import { type Failure, isFailure, type Plan, read, updateStatus } from '../plan.ts';
import { conditionOf, withCondition, withoutCondition } from '../read/condition.ts';
import { isAvailable, isReady } from '../read/pod.ts';
import { apiTime } from '../read/time.ts';

type Status = NonNullable<IReplicaSet['status']>;

/** Writes how many pods there are, when it is news (pkg/controller/replicaset/replica_set_utils.go@1.36). */
export function* writeReplicaSetStatus(
  kind: Kind<IReplicaSet>,
  view: View,
  set: IReplicaSet,
  counted: Counted,
): Plan<Status | undefined> {
  const next = countStatus(kind, view, set, counted);
  const { generation = 0 } = set.metadata ?? {};
  const { observedGeneration = 0, ...known } = set.status ?? { replicas: 0 };
  const { observedGeneration: _, ...news } = next;
  if (observedGeneration === generation && isSame(known, news)) return set.status;
  const wanted = { ...set, status: { ...next, observedGeneration: generation } };
  try {
    return (yield* updateStatus(kind, wanted)).status;
  } catch (error) {
    if (!isFailure(error, 409)) throw error;
    const { namespace = '', name = '' } = set.metadata ?? {};
    const fresh = yield* read(kind, { namespace, name });
    if (fresh === undefined) return undefined;
    return (yield* updateStatus(kind, { ...fresh, status: wanted.status })).status;
  }
}

/** What was seen and done. */
export interface Counted {
  readonly active: readonly IPod[];
  readonly terminating: number;
  /** Why pods could not be made or deleted. */
  readonly failure: Failure | undefined;
}

function countStatus(
  kind: Kind<IReplicaSet>,
  view: View,
  set: IReplicaSet,
  { active, terminating, failure }: Counted,
): Status {
  const { minReadySeconds = 0, template } = set.spec ?? {};
  const labels = template?.metadata?.labels ?? {};
  const count = (is: (pod: IPod) => boolean): number => active.filter(is).length;
  const counts = {
    fullyLabeledReplicas: count((pod) => matchesSelector({ matchLabels: labels }, pod.metadata?.labels)),
    readyReplicas: count(isReady),
    availableReplicas: count((pod) => isAvailable(pod, minReadySeconds, view.now)),
  };
  const conditions = withFailure(view, set, active.length, failure);
  return {
    replicas: active.length,
    ...Object.fromEntries(Object.entries(counts).filter(([, number]) => number > 0)),
    // ReplicationControllers have no such field.
    ...(kind.kind !== 'ReplicationController' && { terminatingReplicas: terminating }),
    ...(set.status?.observedGeneration !== undefined && { observedGeneration: set.status.observedGeneration }),
    ...(conditions.length > 0 && { conditions: [...conditions] }),
  };
}

function withFailure(
  view: View,
  { spec, status }: IReplicaSet,
  active: number,
  failure: Failure | undefined,
): readonly NonNullable<Status['conditions']>[number][] {
  const known = conditionOf(status?.conditions, 'ReplicaFailure');
  if (failure === undefined) return withoutCondition(status?.conditions, 'ReplicaFailure');
  if (known) return status?.conditions ?? [];
  return withCondition<NonNullable<Status['conditions']>[number]>(status?.conditions, {
    type: 'ReplicaFailure',
    status: 'True',
    lastTransitionTime: apiTime(view.now),
    reason: active < (spec?.replicas ?? 1) ? 'FailedCreate' : 'FailedDelete',
    message: failure.message,
  });
}
