import type { Draft, Scope } from '@outrigger/pod';
import type { IJob } from 'kubernetes-models/batch/v1';
import type { ApiObject } from '../../object/api-object.ts';
import { isSame } from '../../object/is-same.ts';
import { at } from '../rules/collect-errors.ts';
import { validateCounts } from '../rules/field-checks.ts';
import { readIndexes } from './read-indexes.ts';
import type { JobSpec } from './validate-job-spec.ts';

type Status = NonNullable<Draft<IJob>['status']>;

/** What a Job's controller may not say (validateJobStatus and ValidateJobStatusUpdate in pkg/apis/batch/validation@1.36). */
export function validateJobStatus(job: ApiObject, old: ApiObject, scope: Scope): void {
  const status = (job.status ?? {}) as Status;
  const before = (old.status ?? {}) as Status;
  validateCounts(status, ['active', 'succeeded', 'failed', 'ready', 'terminating'], at('status'), scope);
  const found = verdicts((job.spec ?? {}) as JobSpec, status, before);
  for (const { isWrong, field, detail, value } of found) {
    if (!isWrong) continue;
    const path = at('status', field);
    if (value === REQUIRED) scope.errors.required(path, detail);
    else if (value === undefined) scope.errors.invalidUnshown(path, detail);
    else scope.errors.invalid(path, value, detail);
  }
}

interface Verdict {
  readonly isWrong: boolean;
  readonly field: string;
  readonly detail: string;
  readonly value?: unknown;
}

const REQUIRED = Symbol('required');

/** Each rule looks only when what it is about has changed. */
function verdicts(spec: JobSpec, status: Status, before: Status): readonly Verdict[] {
  const [is, was] = [conditionsOf(status), conditionsOf(before)];
  const isFinished = is('Complete') || is('Failed');
  const hasFinished = isFinished !== (was('Complete') || was('Failed'));
  const changed = (field: keyof Status) => !isSame(status[field], before[field]);
  const completeChanged = is('Complete') !== was('Complete');
  const isIndexed = spec.completionMode === 'Indexed';
  const startIsNeeded = !(spec.suspend === true && spec.completions === 0);
  const { completions = 0, backoffLimitPerIndex, successPolicy } = spec;
  const completed = readIndexes(status.completedIndexes ?? '', completions);
  const failed = readIndexes(status.failedIndexes ?? '', completions);
  const indexesChanged = changed('completedIndexes') || changed('failedIndexes');
  const overlap = indexesChanged ? overlapOf(completed, failed) : undefined;
  const isResuming = was('Suspended') && !is('Suspended');
  const conditions = 'conditions';
  const uncounted = status.uncountedTerminatedPods;
  return [
    {
      isWrong: (completeChanged || is('Failed') !== was('Failed')) && is('Complete') && is('Failed'),
      field: conditions,
      detail: 'cannot set Complete=True and Failed=true conditions',
    },
    {
      isWrong: completeChanged && is('Complete') && is('FailureTarget'),
      field: conditions,
      detail: 'cannot set Complete=True and FailureTarget=true conditions',
    },
    {
      isWrong: (completeChanged || changed('completionTime')) && status.completionTime !== undefined && !is('Complete'),
      field: 'completionTime',
      detail: 'cannot set completionTime when there is no Complete=True condition',
      value: status.completionTime,
    },
    {
      isWrong: (completeChanged || changed('completionTime')) && status.completionTime === undefined && is('Complete'),
      field: 'completionTime',
      detail: 'completionTime is required for Complete jobs',
      value: REQUIRED,
    },
    {
      isWrong: (changed('startTime') || changed('completionTime')) && isBefore(status.completionTime, status.startTime),
      field: 'completionTime',
      detail: 'must be equal to or after `startTime`',
      value: status.completionTime,
    },
    {
      isWrong:
        (is('Failed') !== was('Failed') || is('FailureTarget') !== was('FailureTarget')) &&
        is('Failed') &&
        !is('FailureTarget'),
      field: conditions,
      detail: 'cannot set Failed=True condition without the FailureTarget=true condition',
    },
    {
      isWrong:
        (completeChanged || is('SuccessCriteriaMet') !== was('SuccessCriteriaMet')) &&
        is('Complete') &&
        !is('SuccessCriteriaMet'),
      field: conditions,
      detail: 'cannot set Complete=True condition without the SuccessCriteriaMet=true condition',
    },
    {
      isWrong: (hasFinished || changed('active')) && isFinished && (status.active ?? 0) > 0,
      field: 'active',
      detail: 'active>0 is invalid for finished job',
      value: status.active,
    },
    {
      isWrong: (hasFinished || changed('startTime')) && startIsNeeded && isFinished && status.startTime === undefined,
      field: 'startTime',
      detail: 'startTime is required for finished job',
      value: REQUIRED,
    },
    {
      isWrong:
        (hasFinished || changed('uncountedTerminatedPods')) &&
        isFinished &&
        (uncounted?.failed?.length ?? 0) + (uncounted?.succeeded?.length ?? 0) > 0,
      field: 'uncountedTerminatedPods',
      detail: 'must be empty for finished job',
      value: uncounted,
    },
    {
      isWrong: changed('completedIndexes') && spec.completions !== undefined && 'problem' in completed,
      field: 'completedIndexes',
      detail: `error parsing completedIndexes: ${problemOf(completed)}`,
      value: status.completedIndexes,
    },
    {
      isWrong:
        changed('failedIndexes') &&
        spec.completions !== undefined &&
        backoffLimitPerIndex !== undefined &&
        'problem' in failed,
      field: 'failedIndexes',
      detail: `error parsing failedIndexes: ${problemOf(failed)}`,
      value: status.failedIndexes,
    },
    {
      isWrong: changed('completedIndexes') && (status.completedIndexes ?? '') !== '' && !isIndexed,
      field: 'completedIndexes',
      detail: 'cannot set non-empty completedIndexes when non-indexed completion mode',
      value: status.completedIndexes,
    },
    {
      isWrong: changed('failedIndexes') && backoffLimitPerIndex === undefined && status.failedIndexes !== undefined,
      field: 'failedIndexes',
      detail: 'cannot set non-null failedIndexes when backoffLimitPerIndex is null',
      value: status.failedIndexes,
    },
    {
      isWrong: overlap !== undefined,
      field: 'failedIndexes',
      detail: `failedIndexes and completedIndexes overlap at index: ${overlap}`,
      value: status.failedIndexes,
    },
    {
      isWrong: (hasFinished || changed('terminating')) && isFinished && (status.terminating ?? 0) > 0,
      field: 'terminating',
      detail: 'terminating>0 is invalid for finished job',
      value: status.terminating,
    },
    {
      isWrong:
        (changed('ready') || changed('active')) && status.ready !== undefined && status.ready > (status.active ?? 0),
      field: 'ready',
      detail: 'cannot set more ready pods than active',
      value: status.ready,
    },
    {
      isWrong: is('SuccessCriteriaMet') && is('Failed'),
      field: conditions,
      detail: 'cannot set SuccessCriteriaMet=True and Failed=true conditions',
    },
    {
      isWrong: is('SuccessCriteriaMet') && is('FailureTarget'),
      field: conditions,
      detail: 'cannot set SuccessCriteriaMet=True and FailureTarget=true conditions',
    },
    {
      isWrong: successPolicy !== undefined && !is('SuccessCriteriaMet') && is('Complete'),
      field: conditions,
      detail: 'cannot set Complete=True for Job with SuccessPolicy unless SuccessCriteriaMet=True',
    },
    ...(['Failed', 'Complete', 'FailureTarget'] as const).map((type) => ({
      isWrong: was(type) && !is(type),
      field: conditions,
      detail: `cannot disable the terminal ${type}=True condition`,
    })),
    {
      isWrong: (status.failed ?? 0) < (before.failed ?? 0),
      field: 'failed',
      detail: 'cannot decrease the failed counter',
      value: status.failed ?? 0,
    },
    {
      isWrong:
        (!isIndexed || spec.completions !== spec.parallelism) && (status.succeeded ?? 0) < (before.succeeded ?? 0),
      field: 'succeeded',
      detail: 'cannot decrease the succeeded counter',
      value: status.succeeded ?? 0,
    },
    {
      isWrong: status.completionTime !== undefined && before.completionTime !== undefined && changed('completionTime'),
      field: 'completionTime',
      detail: 'field is immutable',
      value: status.completionTime,
    },
    {
      isWrong: before.startTime !== undefined && changed('startTime') && spec.suspend !== true && !isResuming,
      field: 'startTime',
      detail: 'field is immutable for unsuspended job once set',
      value: status.startTime ?? null,
    },
    {
      isWrong: was('SuccessCriteriaMet') && !is('SuccessCriteriaMet'),
      field: conditions,
      detail: 'cannot disable the SuccessCriteriaMet=True condition',
    },
    {
      isWrong: was('Complete') && !was('SuccessCriteriaMet') && is('SuccessCriteriaMet'),
      field: conditions,
      detail: 'cannot set SuccessCriteriaMet=True for Job already has Complete=true conditions',
    },
  ];
}

function conditionsOf({ conditions = [] }: Status): (type: string) => boolean {
  return (type) => conditions.some((condition) => condition.type === type && condition.status === 'True');
}

function isBefore(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && other !== undefined && Date.parse(one) < Date.parse(other);
}

type Read = ReturnType<typeof readIndexes>;

function problemOf(read: Read): string {
  return 'problem' in read ? read.problem : '';
}

/** The first index that both have. */
function overlapOf(completed: Read, failed: Read): number | undefined {
  if ('problem' in completed || 'problem' in failed) return undefined;
  for (const [from, to] of failed.intervals) {
    const hit = completed.intervals.find(([start, end]) => start <= to && from <= end);
    if (hit) return Math.max(from, hit[0]);
  }
  return undefined;
}
