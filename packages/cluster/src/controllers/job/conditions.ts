import type { IJob } from 'kubernetes-models/batch/v1';
import { conditionOf } from '../read/condition.ts';
import { apiTime } from '../read/time.ts';

/** A condition of a Job. */
export type JobCondition = NonNullable<NonNullable<IJob['status']>['conditions']>[number];

/** Whether a Job is complete or has failed. */
export function isFinishedJob({ status }: IJob): boolean {
  return finishedCondition(status?.conditions) !== undefined;
}

/** The condition that says so. */
export function finishedCondition(conditions: readonly JobCondition[] | undefined): JobCondition | undefined {
  return conditions?.find(({ type, status }) => (type === 'Complete' || type === 'Failed') && status === 'True');
}

/** A condition as of now. */
export function jobCondition(
  now: number,
  type: string,
  reason: string,
  message: string,
  status = 'True',
): JobCondition {
  const at = apiTime(now);
  return { type, status, lastProbeTime: at, lastTransitionTime: at, reason, message };
}

/** With this condition; undefined where it is there already, or would say False of what never was (ensureJobConditionStatus@1.36). */
export function ensured(
  conditions: readonly JobCondition[] | undefined,
  next: JobCondition,
): readonly JobCondition[] | undefined {
  const known = conditionOf(conditions, next.type);
  if (known === undefined) return next.status === 'False' ? undefined : [...(conditions ?? []), next];
  const isSame = known.status === next.status && known.reason === next.reason && known.message === next.message;
  return isSame ? undefined : (conditions ?? []).map((condition) => (condition === known ? next : condition));
}
