import type { IDeployment, IReplicaSet } from 'kubernetes-models/apps/v1';
import { isSame } from '../../local/object/is-same.ts';
import { deployments } from '../kinds.ts';
import { lookAgain, type Plan, updateStatus } from '../plan.ts';
import { conditionOf, withCondition, withoutCondition } from '../read/condition.ts';
import { apiTime, timeOf } from '../read/time.ts';
import { maxUnavailable } from './fenceposts.ts';
import type { Rollout } from './rollout.ts';
import { sizeOf, total } from './scale.ts';

/**
 * Writes what has become of a deployment, when it is news (pkg/controller/deployment/sync.go calculateStatus, progress.go
 * syncRolloutStatus@1.36).
 */
export function* writeStatus(rollout: Rollout, { judgesProgress }: { readonly judgesProgress: boolean }): Plan {
  const { deployment, view } = rollout;
  const counted = countStatus(rollout);
  const status = judgesProgress ? withFailures(rollout, withProgress(rollout, counted)) : counted;
  if (!isSame(status, deployment.status ?? {})) {
    rollout.deployment = yield* updateStatus(deployments, { ...deployment, status });
    if (!judgesProgress) return;
  }
  const afterMs = judgesProgress ? deadlineIn(rollout.deployment, view.now) : undefined;
  if (afterMs !== undefined) yield* lookAgain(afterMs < 1000 ? 200 : afterMs + 1000);
}

type Status = NonNullable<IDeployment['status']>;
type Conditions = NonNullable<Status['conditions']>;

function countStatus({ deployment, fresh, old, view }: Rollout): Status {
  const sets = [...old, ...(fresh ? [fresh] : [])];
  const availableReplicas = sum(sets, 'availableReplicas');
  const at = apiTime(view.now);
  const isEnough = availableReplicas >= sizeOf(deployment) - maxUnavailable(deployment);
  const { generation } = deployment.metadata ?? {};
  const terminating = terminatingOf(sets);
  const collisionCount = deployment.status?.collisionCount;
  const conditions = withCondition<Conditions[number]>(deployment.status?.conditions, {
    type: 'Available',
    status: isEnough ? 'True' : 'False',
    lastUpdateTime: at,
    lastTransitionTime: at,
    reason: isEnough ? 'MinimumReplicasAvailable' : 'MinimumReplicasUnavailable',
    message: isEnough ? 'Deployment has minimum availability.' : 'Deployment does not have minimum availability.',
  });
  return {
    ...(generation !== undefined && { observedGeneration: generation }),
    ...unlessZero({
      replicas: sum(sets, 'replicas'),
      updatedReplicas: fresh?.status?.replicas ?? 0,
      readyReplicas: sum(sets, 'readyReplicas'),
      availableReplicas,
      unavailableReplicas: Math.max(0, total(sets) - availableReplicas),
    }),
    ...(terminating !== undefined && { terminatingReplicas: terminating }),
    conditions: [...conditions],
    ...(collisionCount !== undefined && { collisionCount }),
  };
}

function withProgress({ deployment, fresh, view }: Rollout, counted: Status): Status {
  if (!hasDeadline(deployment)) return withConditions(counted, withoutCondition(counted.conditions, 'Progressing'));
  const known = conditionOf(deployment.status?.conditions, 'Progressing');
  const isAtRest = (counted.replicas ?? 0) === (counted.updatedReplicas ?? 0) && known?.reason === AVAILABLE;
  if (isAtRest) return counted;
  const at = apiTime(view.now);
  const subject = fresh ? `ReplicaSet "${fresh.metadata?.name}"` : `Deployment "${deployment.metadata?.name}"`;
  const condition = { type: 'Progressing', lastUpdateTime: at, lastTransitionTime: at };
  if (isComplete(deployment, counted)) {
    const message = `${subject} has successfully progressed.`;
    return withConditions(
      counted,
      withCondition(counted.conditions, { ...condition, status: 'True', reason: AVAILABLE, message }),
    );
  }
  if (isProgressing(deployment.status ?? {}, counted)) {
    const message = `${subject} is progressing.`;
    const since = known?.status === 'True' ? known.lastTransitionTime : at;
    const told = { ...condition, status: 'True', reason: 'ReplicaSetUpdated', message };
    // Its time of update is what the deadline is counted from: it is new with each step.
    return withConditions(counted, [
      ...withoutCondition(counted.conditions, 'Progressing'),
      { ...told, ...(since !== undefined && { lastTransitionTime: since }) },
    ]);
  }
  if (hasTimedOut(deployment, counted, view.now)) {
    const message = `${subject} has timed out progressing.`;
    const told = { ...condition, status: 'False', reason: TIMED_OUT, message };
    return withConditions(counted, withCondition(counted.conditions, told));
  }
  return counted;
}

/** A replica set that cannot make its pods is the deployment's failure, too. */
function withFailures({ fresh, old }: Rollout, status: Status): Status {
  const failures = [...(fresh ? [fresh] : []), ...old].flatMap((set) => {
    const failure = conditionOf(set.status?.conditions, 'ReplicaFailure');
    return failure ? [failure] : [];
  });
  const [first] = failures;
  if (first === undefined) return withConditions(status, withoutCondition(status.conditions, 'ReplicaFailure'));
  const { lastTransitionTime } = first;
  const condition = { ...first, ...(lastTransitionTime && { lastUpdateTime: lastTransitionTime }) };
  return withConditions(status, withCondition<Conditions[number]>(status.conditions, condition));
}

/** When the deadline passes, in ms; undefined when none runs (requeueStuckDeployment@1.36). */
function deadlineIn(deployment: IDeployment, now: number): number | undefined {
  const known = conditionOf(deployment.status?.conditions, 'Progressing');
  if (!hasDeadline(deployment) || known === undefined) return undefined;
  if (isComplete(deployment, deployment.status) || known.reason === TIMED_OUT) return undefined;
  return (timeOf(known.lastUpdateTime) ?? now) + (deployment.spec?.progressDeadlineSeconds ?? 0) * 1000 - now;
}

/** Whether a rollout that does not move is told of. */
export function hasDeadline({ spec }: IDeployment): boolean {
  return spec?.progressDeadlineSeconds !== undefined && spec.progressDeadlineSeconds !== 2 ** 31 - 1;
}

/** Whether all pods are new and available, and no old one is left (deploymentutil.DeploymentComplete@1.36). */
export function isComplete(deployment: IDeployment, status: Status | undefined): boolean {
  const wanted = sizeOf(deployment);
  const { updatedReplicas = 0, replicas = 0, availableReplicas = 0, observedGeneration = 0 } = status ?? {};
  const isThere = updatedReplicas === wanted && replicas === wanted && availableReplicas === wanted;
  return isThere && observedGeneration >= (deployment.metadata?.generation ?? 0);
}

function isProgressing(before: Status, now: Status): boolean {
  const oldOnes = (status: Status): number => (status.replicas ?? 0) - (status.updatedReplicas ?? 0);
  return (
    (now.updatedReplicas ?? 0) > (before.updatedReplicas ?? 0) ||
    oldOnes(now) < oldOnes(before) ||
    (now.readyReplicas ?? 0) > (before.readyReplicas ?? 0) ||
    (now.availableReplicas ?? 0) > (before.availableReplicas ?? 0)
  );
}

function hasTimedOut(deployment: IDeployment, status: Status, now: number): boolean {
  const condition = conditionOf(status.conditions, 'Progressing');
  if (condition === undefined || condition.reason === AVAILABLE) return false;
  if (condition.reason === TIMED_OUT) return true;
  const from = timeOf(condition.lastUpdateTime) ?? now;
  return from + (deployment.spec?.progressDeadlineSeconds ?? 0) * 1000 < now;
}

const AVAILABLE = 'NewReplicaSetAvailable';
const TIMED_OUT = 'ProgressDeadlineExceeded';

function withConditions(status: Status, conditions: readonly Conditions[number][]): Status {
  return { ...status, conditions: [...conditions] };
}

/** Unknown as long as one of the replica sets has not counted (GetTerminatingReplicaCountForReplicaSets@1.36). */
function terminatingOf(sets: readonly IReplicaSet[]): number | undefined {
  let count = 0;
  for (const { status } of sets) {
    if (status?.terminatingReplicas === undefined && (status?.observedGeneration ?? 0) !== 0) return undefined;
    count += status?.terminatingReplicas ?? 0;
  }
  return count;
}

function sum(sets: readonly IReplicaSet[], field: 'replicas' | 'readyReplicas' | 'availableReplicas'): number {
  return sets.reduce((all, { status }) => all + (status?.[field] ?? 0), 0);
}

/** Go leaves zeros out of these fields. */
function unlessZero<T extends Readonly<Record<string, number>>>(counts: T): Partial<T> {
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== 0)) as Partial<T>;
}
