import type { IDeployment, IReplicaSet } from 'kubernetes-models/apps/v1';
import { deployments, replicaSets } from '../kinds.ts';
import { type Plan, remove, say, update } from '../plan.ts';
import { scaled } from '../read/int-or-percent.ts';
import { DESIRED, MOST, revisionOf, sizeAnnotations } from './annotations.ts';
import { isStepByStep, maxSurge } from './fenceposts.ts';
import { olderFirst, type Rollout } from './rollout.ts';

/** Whether the size was changed since the active replica sets were last scaled (isScalingEvent@1.36). */
export function isScaled({ deployment, fresh, old }: Rollout): boolean {
  return active([...old, ...(fresh ? [fresh] : [])]).some(({ metadata }) => {
    const desired = metadata?.annotations?.[DESIRED];
    return desired !== undefined && /^\d+$/.test(desired) && Number(desired) !== sizeOf(deployment);
  });
}

/**
 * Brings the replica sets to the deployment's size: the active one, or all of them in proportion
 * (pkg/controller/deployment/sync.go scale@1.36).
 */
export function* scaleToFit(rollout: Rollout): Plan {
  const { deployment, fresh, old } = rollout;
  const only = activeOrLatest(rollout);
  if (only) {
    if (sizeOf(only) !== sizeOf(deployment)) yield* scaleOne(rollout, only, sizeOf(deployment));
    return;
  }
  if (fresh && isSaturated(deployment, fresh)) {
    for (const set of active(old)) yield* scaleOne(rollout, set, 0);
    return;
  }
  if (isStepByStep(deployment)) yield* scaleInProportion(rollout);
}

function* scaleInProportion(rollout: Rollout): Plan {
  const { deployment, fresh, old } = rollout;
  const sets = active([...old, ...(fresh ? [fresh] : [])]);
  const allowed = sizeOf(deployment) > 0 ? sizeOf(deployment) + maxSurge(deployment) : 0;
  const toAdd = allowed - total(sets);
  // Bigger ones first; of two of a size the newer one grows, the older one shrinks.
  if (toAdd > 0) sets.sort((a, b) => sizeOf(b) - sizeOf(a) || olderFirst(b, a));
  if (toAdd < 0) sets.sort((a, b) => sizeOf(b) - sizeOf(a) || olderFirst(a, b));
  let added = 0;
  const sizes = sets.map((set) => {
    const part = toAdd === 0 ? 0 : proportion(set, deployment, toAdd, added);
    added += part;
    return sizeOf(set) + part;
  });
  for (const [at, set] of sets.entries()) {
    const leftover = at === 0 && toAdd !== 0 ? toAdd - added : 0;
    yield* scaleOne(rollout, set, Math.max(0, (sizes[at] ?? 0) + leftover), true);
  }
}

/** deploymentutil.GetReplicaSetProportion@1.36. */
function proportion(set: IReplicaSet, deployment: IDeployment, toAdd: number, added: number): number {
  if (sizeOf(set) === 0 || toAdd === added) return 0;
  const share = fraction(set, deployment);
  return toAdd > 0 ? Math.min(share, toAdd - added) : Math.max(share, toAdd - added);
}

function fraction(set: IReplicaSet, deployment: IDeployment): number {
  if (sizeOf(deployment) === 0) return -sizeOf(set);
  const most = sizeOf(deployment) + maxSurge(deployment);
  const before = Number(set.metadata?.annotations?.[MOST] ?? 0) || (deployment.status?.replicas ?? 0);
  if (before === 0) return 0;
  const exact = (sizeOf(set) * most) / before;
  return Math.sign(exact) * Math.round(Math.abs(exact)) - sizeOf(set);
}

/** Scales one replica set and tells of it; gives whether its size has changed (scaleReplicaSet@1.36). */
export function* scaleOne(rollout: Rollout, set: IReplicaSet, size: number, always = false): Plan<boolean> {
  const { deployment } = rollout;
  const before = sizeOf(set);
  const noted = sizeAnnotations(deployment);
  const isNoted = Object.entries(noted).every(([key, value]) => set.metadata?.annotations?.[key] === value);
  if (before === size && (!always || isNoted)) return false;
  const annotations = { ...set.metadata?.annotations, ...noted };
  const wanted = { ...set, metadata: { ...set.metadata, annotations }, spec: { ...set.spec, replicas: size } };
  const written = yield* update(replicaSets, wanted as IReplicaSet);
  replace(rollout, set, written);
  if (before === size) return false;
  const way = before < size ? 'up' : 'down';
  const message = `Scaled ${way} replica set ${set.metadata?.name} from ${before} to ${size}`;
  yield* say(deployments, deployment, 'Normal', 'ScalingReplicaSet', message);
  return true;
}

/** The size that the new replica set may have now (deploymentutil.NewRSNewReplicas@1.36). */
export function newSize(deployment: IDeployment, all: readonly IReplicaSet[], fresh: IReplicaSet): number {
  const wanted = sizeOf(deployment);
  if (!isStepByStep(deployment)) return wanted;
  const most = wanted + scaled(deployment.spec?.strategy?.rollingUpdate?.maxSurge, wanted, 'up');
  const now = total(all);
  if (now >= most) return sizeOf(fresh);
  return sizeOf(fresh) + Math.min(most - now, wanted - sizeOf(fresh));
}

/** Deletes old replica sets beyond the limit of the history (cleanupDeployment@1.36). */
export function* cleanUp({ deployment, old }: Rollout): Plan {
  const limit = deployment.spec?.revisionHistoryLimit;
  if (limit === undefined || limit === 2 ** 31 - 1) return;
  const alive = old.filter(({ metadata }) => metadata?.deletionTimestamp === undefined);
  const byRevision = alive.toSorted((a, b) => revisionOf(a) - revisionOf(b) || olderFirst(a, b));
  for (const set of byRevision.slice(0, Math.max(0, alive.length - limit))) {
    const { status, metadata } = set;
    if ((status?.replicas ?? 0) !== 0 || sizeOf(set) !== 0) continue;
    if ((metadata?.generation ?? 0) > (status?.observedGeneration ?? 0)) continue;
    yield* remove(replicaSets, set);
  }
}

/** Those that are to have pods. */
export function active(sets: readonly IReplicaSet[]): IReplicaSet[] {
  return sets.filter((set) => sizeOf(set) > 0);
}

/** How many pods they are to have. */
export function total(sets: readonly IReplicaSet[]): number {
  return sets.reduce((sum, set) => sum + sizeOf(set), 0);
}

/** How many pods it is to have. */
export function sizeOf({ spec }: IReplicaSet | IDeployment): number {
  return spec?.replicas ?? 1;
}

function activeOrLatest({ fresh, old }: Rollout): IReplicaSet | undefined {
  const newestFirst = old.toSorted((a, b) => olderFirst(b, a));
  const sets = active([...newestFirst, ...(fresh ? [fresh] : [])]);
  return sets.length === 0 ? (fresh ?? newestFirst[0]) : sets.length === 1 ? sets[0] : undefined;
}

function isSaturated(deployment: IDeployment, fresh: IReplicaSet): boolean {
  const wanted = sizeOf(deployment);
  const isNoted = Number(fresh.metadata?.annotations?.[DESIRED] ?? Number.NaN) === wanted;
  return sizeOf(fresh) === wanted && isNoted && (fresh.status?.availableReplicas ?? 0) === wanted;
}

function replace(rollout: Rollout, set: IReplicaSet, written: IReplicaSet): void {
  const is = ({ metadata }: IReplicaSet): boolean => metadata?.uid === set.metadata?.uid;
  if (rollout.fresh && is(rollout.fresh)) rollout.fresh = written;
  rollout.old = rollout.old.map((known) => (is(known) ? written : known));
}
