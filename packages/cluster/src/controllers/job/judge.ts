import type { IJob } from 'kubernetes-models/batch/v1';
import type { IPod } from 'kubernetes-models/v1';
import { lookAgain, type Plan } from '../plan.ts';
import { conditionOf } from '../read/condition.ts';
import { timeOf } from '../read/time.ts';
import { type JobCondition, jobCondition } from './conditions.ts';
import { readIndexes } from './intervals.ts';
import { hasFailed, matchFailurePolicy } from './job-pod.ts';
import type { JobLook } from './reconcile-job.ts';

/** Whether and why a Job is over; looks again when its deadline passes (job_controller.go syncJob@1.36). */
export function* judge(look: JobLook): Plan<JobCondition | undefined> {
  const { job, view } = look;
  const { conditions } = job.status ?? {};
  const met = conditionOf(conditions, 'SuccessCriteriaMet');
  if (met?.status === 'True') return met;
  const target = conditionOf(conditions, 'FailureTarget');
  if (target?.status === 'True') return jobCondition(view.now, 'Failed', target.reason ?? '', target.message ?? '');
  const end = byPolicy(look) ?? byLimit(look) ?? byDeadline(look) ?? byIndexes(look) ?? bySuccessPolicy(look);
  const left = end === undefined ? deadlineIn(job, view.now) : undefined;
  if (left !== undefined) yield* lookAgain(left);
  return end;
}

function byPolicy({ job, pods, view }: JobLook): JobCondition | undefined {
  if (job.spec?.podFailurePolicy === undefined) return undefined;
  for (const pod of pods.filter((each) => hasFailed(each, job))) {
    const { message } = matchFailurePolicy(job, pod);
    if (message !== undefined) return jobCondition(view.now, 'FailureTarget', 'PodFailurePolicy', message);
  }
  return undefined;
}

function byLimit({ job, counted, pods, view }: JobLook): JobCondition | undefined {
  const limit = job.spec?.backoffLimit ?? 6;
  if (counted.failed <= limit && !hasRestartedTooOften(job, pods, limit)) return undefined;
  const message = 'Job has reached the specified backoff limit';
  return jobCondition(view.now, 'FailureTarget', 'BackoffLimitExceeded', message);
}

function hasRestartedTooOften({ spec }: IJob, pods: readonly IPod[], limit: number): boolean {
  if (spec?.template?.spec?.restartPolicy !== 'OnFailure') return false;
  const unfinished = pods.filter(({ status }) => status?.phase === 'Running' || status?.phase === 'Pending');
  const restarts = unfinished
    .flatMap(({ status }) => [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])])
    .reduce((sum, { restartCount }) => sum + restartCount, 0);
  return limit === 0 ? restarts > 0 : restarts >= limit;
}

function byDeadline({ job, view }: JobLook): JobCondition | undefined {
  const left = deadlineIn(job, view.now);
  if (left === undefined || left > 0) return undefined;
  const message = 'Job was active longer than specified deadline';
  return jobCondition(view.now, 'FailureTarget', 'DeadlineExceeded', message);
}

function deadlineIn({ spec, status }: IJob, now: number): number | undefined {
  const from = timeOf(status?.startTime);
  if (spec?.activeDeadlineSeconds === undefined || from === undefined || spec.suspend) return undefined;
  return from + spec.activeDeadlineSeconds * 1000 - now;
}

function byIndexes({ job, counted, view }: JobLook): JobCondition | undefined {
  const { failedIndexes, succeededIndexes } = counted;
  if (failedIndexes === undefined) return undefined;
  const { maxFailedIndexes, completions = 0 } = job.spec ?? {};
  if (maxFailedIndexes !== undefined && failedIndexes.size > maxFailedIndexes) {
    const message = 'Job has exceeded the specified maximal number of failed indexes';
    return jobCondition(view.now, 'FailureTarget', 'MaxFailedIndexesExceeded', message);
  }
  if (failedIndexes.size === 0 || failedIndexes.size + succeededIndexes.size < completions) return undefined;
  return jobCondition(view.now, 'FailureTarget', 'FailedIndexes', 'Job has failed indexes');
}

function bySuccessPolicy({ job, counted, view }: JobLook): JobCondition | undefined {
  const { successPolicy, completions = 0, completionMode } = job.spec ?? {};
  const { succeededIndexes } = counted;
  if (completionMode !== 'Indexed' || succeededIndexes.size === 0) return undefined;
  const at = (successPolicy?.rules ?? []).findIndex(({ succeededIndexes: wanted, succeededCount }) => {
    if (wanted === undefined) return succeededCount !== undefined && succeededIndexes.size >= succeededCount;
    const indexes = readIndexes(wanted, completions);
    const there = [...indexes].filter((index) => succeededIndexes.has(index)).length;
    return indexes.size > 0 && (there === indexes.size || (succeededCount !== undefined && there >= succeededCount));
  });
  if (at === -1) return undefined;
  return jobCondition(view.now, 'SuccessCriteriaMet', 'SuccessPolicy', `Matched rules at index ${at}`);
}
