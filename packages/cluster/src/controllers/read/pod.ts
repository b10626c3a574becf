import type { IPod } from 'kubernetes-models/v1';
import { timeOf } from './time.ts';

/** Whether a pod lives: neither at its end nor told to end (controller.IsPodActive@1.36). */
export function isActive(pod: IPod): boolean {
  return !isFinished(pod) && pod.metadata?.deletionTimestamp === undefined;
}

/** Told to end, but not yet at its end (controller.IsPodTerminating@1.36). */
export function isTerminating(pod: IPod): boolean {
  return !isFinished(pod) && pod.metadata?.deletionTimestamp !== undefined;
}

/** Whether all its containers have ended for good. */
export function isFinished({ status }: IPod): boolean {
  return status?.phase === 'Succeeded' || status?.phase === 'Failed';
}

/** Whether its Ready condition is true. */
export function isReady(pod: IPod): boolean {
  return readyCondition(pod)?.status === 'True';
}

/** Whether it is ready for so long (podutil.IsPodAvailable@1.36). */
export function isAvailable(pod: IPod, minReadySeconds: number, now: number): boolean {
  if (!isReady(pod)) return false;
  const since = timeOf(readyCondition(pod)?.lastTransitionTime);
  return minReadySeconds === 0 || (since !== undefined && since + minReadySeconds * 1000 <= now);
}

/** When a ready pod will be available, in how many ms; undefined when it is already or is not ready. */
export function availableIn(pod: IPod, minReadySeconds: number, now: number): number | undefined {
  if (!isReady(pod) || minReadySeconds === 0) return undefined;
  const since = timeOf(readyCondition(pod)?.lastTransitionTime);
  if (since === undefined) return undefined;
  const left = since + minReadySeconds * 1000 - now;
  return left > 0 ? left : undefined;
}

/** Its Ready condition. */
export function readyCondition({
  status,
}: IPod): NonNullable<NonNullable<IPod['status']>['conditions']>[number] | undefined {
  return status?.conditions?.find(({ type }) => type === 'Ready');
}
