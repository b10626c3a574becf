import type { IReplicaSet } from 'kubernetes-models/apps/v1';
import { pods } from '../kinds.ts';
import type { Plan } from '../plan.ts';
import { isFinished } from '../read/pod.ts';
import { maxUnavailable } from './fenceposts.ts';
import { olderFirst, ROLLOUT, type Rollout, syncRevision } from './rollout.ts';
import { active, cleanUp, newSize, scaleOne, sizeOf, total } from './scale.ts';
import { isComplete, writeStatus } from './status.ts';

/** Grows the new replica set and shrinks the old ones, a step at a time (pkg/controller/deployment/rolling.go@1.36). */
export function* rollOutStepByStep(rollout: Rollout): Plan {
  yield* syncRevision(rollout, ROLLOUT.create);
  const moved = (yield* growNew(rollout)) || (yield* shrinkOld(rollout));
  if (!moved && isComplete(rollout.deployment, rollout.deployment.status)) yield* cleanUp(rollout);
  yield* writeStatus(rollout, { judgesProgress: true });
}

function* growNew(rollout: Rollout): Plan<boolean> {
  const { deployment, fresh, old } = rollout;
  if (fresh === undefined || sizeOf(fresh) === sizeOf(deployment)) return false;
  if (sizeOf(fresh) > sizeOf(deployment)) return yield* scaleOne(rollout, fresh, sizeOf(deployment));
  return yield* scaleOne(rollout, fresh, newSize(deployment, [...old, fresh], fresh));
}

function* shrinkOld(rollout: Rollout): Plan<boolean> {
  const { deployment, fresh, old } = rollout;
  if (fresh === undefined || total(active(old)) === 0) return false;
  const least = sizeOf(deployment) - maxUnavailable(deployment);
  const missing = sizeOf(fresh) - (fresh.status?.availableReplicas ?? 0);
  const most = total([...old, fresh]) - least - missing;
  if (most <= 0) return false;
  const cleaned = yield* shrinkUnhealthy(rollout, most);
  const shrunk = yield* shrinkHealthy(rollout, least);
  return cleaned + shrunk > 0;
}

/** Old pods that are not available go first: they cannot be missed. */
function* shrinkUnhealthy(rollout: Rollout, most: number): Plan<number> {
  let gone = 0;
  for (const set of active(rollout.old).sort(olderFirst)) {
    if (gone >= most) break;
    const unhealthy = sizeOf(set) - (set.status?.availableReplicas ?? 0);
    if (unhealthy === 0) continue;
    const count = Math.min(most - gone, unhealthy);
    yield* scaleOne(rollout, set, sizeOf(set) - count);
    gone += count;
  }
  return gone;
}

function* shrinkHealthy(rollout: Rollout, least: number): Plan<number> {
  const { old, fresh } = rollout;
  // Replica sets that were active when the look began, as upstream's list.
  const sets = [...active(old), ...(fresh ? [fresh] : [])];
  const most = available(sets) - least;
  let gone = 0;
  for (const set of active(old).sort(olderFirst)) {
    if (gone >= most) break;
    const count = Math.min(sizeOf(set), most - gone);
    yield* scaleOne(rollout, set, sizeOf(set) - count);
    gone += count;
  }
  return gone;
}

/** Ends all old pods before it starts new ones (pkg/controller/deployment/recreate.go@1.36). */
export function* rollOutByRecreation(rollout: Rollout): Plan {
  let hasShrunk = false;
  for (const set of active(rollout.old)) hasShrunk = (yield* scaleOne(rollout, set, 0)) || hasShrunk;
  if (hasShrunk || oldPodsRun(rollout)) return yield* writeStatus(rollout, { judgesProgress: true });
  if (rollout.fresh === undefined) yield* syncRevision(rollout, ROLLOUT.create);
  const { deployment, fresh } = rollout;
  if (fresh) yield* scaleOne(rollout, fresh, sizeOf(deployment));
  if (isComplete(rollout.deployment, rollout.deployment.status)) yield* cleanUp(rollout);
  yield* writeStatus(rollout, { judgesProgress: true });
}

function oldPodsRun({ view, old }: Rollout): boolean {
  if (old.some(({ status }) => (status?.replicas ?? 0) > 0)) return true;
  return old.some(({ metadata }) => view.controlledBy(pods, metadata?.uid ?? '').some((pod) => !isFinished(pod)));
}

function available(sets: readonly IReplicaSet[]): number {
  return sets.reduce((sum, { status }) => sum + (status?.availableReplicas ?? 0), 0);
}
