import type { IDeployment } from 'kubernetes-models/apps/v1';
import { scaled } from '../read/int-or-percent.ts';

/** So many pods more than asked for (deploymentutil.MaxSurge@1.36). */
export function maxSurge(deployment: IDeployment): number {
  return isStepByStep(deployment) ? fenceposts(deployment).surge : 0;
}

/** So many pods may be missing (deploymentutil.MaxUnavailable@1.36). */
export function maxUnavailable(deployment: IDeployment): number {
  const replicas = deployment.spec?.replicas ?? 1;
  if (!isStepByStep(deployment) || replicas === 0) return 0;
  return Math.min(replicas, fenceposts(deployment).unavailable);
}

/** Whether old pods are replaced a few at a time. */
export function isStepByStep({ spec }: IDeployment): boolean {
  return spec?.strategy?.type !== 'Recreate';
}

/** With neither of both nothing could move: then one may be missing (ResolveFenceposts@1.36). */
function fenceposts({ spec }: IDeployment): { readonly surge: number; readonly unavailable: number } {
  const { maxSurge: most, maxUnavailable: least } = spec?.strategy?.rollingUpdate ?? {};
  const surge = scaled(most, spec?.replicas ?? 1, 'up');
  const unavailable = scaled(least, spec?.replicas ?? 1, 'down');
  return { surge, unavailable: surge === 0 && unavailable === 0 ? 1 : unavailable };
}
