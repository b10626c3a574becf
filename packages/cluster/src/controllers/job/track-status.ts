import type { IJob } from 'kubernetes-models/batch/v1';
import type { IPod } from 'kubernetes-models/v1';
import { jobs } from '../kinds.ts';
import { type Failure, type Plan, say, together, updateStatus } from '../plan.ts';
import { conditionOf } from '../read/condition.ts';
import { ensured, jobCondition } from './conditions.ts';
import { hasLimitPerIndex } from './count-pods.ts';
import { printIndexes } from './intervals.ts';
import { hasFailed, indexOf, isTracked, matchFailurePolicy } from './job-pod.ts';
import { type JobLook, removeFinalizer } from './reconcile-job.ts';

/**
 * Counts ended pods for good, each once, whatever fails in between: first the status names them as not yet counted, then they
 * lose their finalizer, then the status counts them (trackJobStatusAndRemoveFinalizers@1.36).
 */
export function* trackStatus(look: JobLook, isNews: boolean): Plan {
  const tracked = look.pods.filter(isTracked);
  const withFinalizer = new Set(tracked.map(uidOf));
  let needsWrite = countGone(look, withFinalizer) || isNews;
  const { toRelease, isAll, isNamed } = nameEnded(look, tracked);
  needsWrite = isNamed || needsWrite;
  needsWrite = showIndexes(look, toRelease) || needsWrite;
  needsWrite = showTarget(look) || needsWrite;
  if (needsWrite) yield* write(look);
  needsWrite = false;

  const failure = yield* releaseAll(toRelease, withFinalizer);
  needsWrite = countGone(look, withFinalizer);
  if (failure !== undefined) {
    if (needsWrite) yield* write(look);
    throw failure;
  }
  const isFinished = isAll && finish(look);
  if (needsWrite || isFinished) yield* write(look);
  if (isFinished) yield* tellOfEnd(look);
}

/** So many pods wait to be counted in one status at most (MaxUncountedPods@1.36). */
const MOST_UNCOUNTED = 500;

function nameEnded(look: JobLook, tracked: readonly IPod[]): Named {
  const { job, counted, end } = look;
  const { succeeded = [], failed = [] } = job.status?.uncountedTerminatedPods ?? {};
  const isIndexed = job.spec?.completionMode === 'Indexed';
  const named = { succeeded: [...succeeded], failed: [...failed] };
  const toRelease: IPod[] = [];
  let isAll = true;
  let newIndexes = 0;
  for (const pod of isIndexed ? tracked.toSorted((a, b) => (indexOf(a) ?? -1) - (indexOf(b) ?? -1)) : tracked) {
    const isFailed = hasFailed(pod, job);
    if (!mayRelease(look, pod, isFailed)) continue;
    toRelease.push(pod);
    const uid = uidOf(pod);
    const index = indexOf(pod);
    const isValid = !isIndexed || (index !== undefined && index < (job.spec?.completions ?? 0));
    if (pod.status?.phase === 'Succeeded' && !named.failed.includes(uid)) {
      if (isIndexed) newIndexes += isValid && !counted.shownIndexes.has(index ?? -1) ? 1 : 0;
      else if (!named.succeeded.includes(uid)) named.succeeded.push(uid);
    } else if (isFailed || (end !== undefined && end.type !== 'SuccessCriteriaMet')) {
      if (isValid && !named.failed.includes(uid) && matchFailurePolicy(job, pod).counts) named.failed.push(uid);
    }
    if (newIndexes + named.succeeded.length + named.failed.length >= MOST_UNCOUNTED) {
      isAll = false;
      break;
    }
  }
  const isNamed = named.succeeded.length > succeeded.length || named.failed.length > failed.length || newIndexes > 0;
  look.job = { ...job, status: { ...job.status, uncountedTerminatedPods: withoutEmpty(named) } };
  return { toRelease, isAll, isNamed };
}

interface Named {
  readonly toRelease: readonly IPod[];
  readonly isAll: boolean;
  readonly isNamed: boolean;
}

function mayRelease({ job, end, counted }: JobLook, pod: IPod, isFailed: boolean): boolean {
  if (job.metadata?.deletionTimestamp !== undefined || end !== undefined || pod.status?.phase === 'Succeeded')
    return true;
  if (!isFailed) return false;
  // The last failed pod of an index tells its successor how often it was tried.
  return !hasLimitPerIndex(job) || counted.toReplace.get(indexOf(pod) ?? -1)?.metadata?.uid !== uidOf(pod);
}

function showIndexes(look: JobLook, toRelease: readonly IPod[]): boolean {
  const { job, counted } = look;
  if (job.spec?.completionMode !== 'Indexed') return false;
  const ended = toRelease.filter(({ status }) => status?.phase === 'Succeeded').flatMap((pod) => indexOf(pod) ?? []);
  const within = ended.filter((index) => index < (job.spec?.completions ?? 0));
  const indexes = new Set([...counted.succeededIndexes, ...within]);
  const completedIndexes = printIndexes(indexes);
  const failedIndexes = counted.failedIndexes && printIndexes(counted.failedIndexes);
  const { status } = job;
  const isNews = completedIndexes !== (status?.completedIndexes ?? '') || failedIndexes !== status?.failedIndexes;
  look.job = {
    ...job,
    status: {
      ...status,
      ...(indexes.size > 0 && { succeeded: indexes.size, completedIndexes }),
      ...(failedIndexes !== undefined && { failedIndexes }),
    },
  };
  return isNews;
}

/** What the Job is going to be is told before its pods are all gone; what it is, afterwards. */
function showTarget(look: JobLook): boolean {
  const { end, job, view } = look;
  const { conditions = [] } = job.status ?? {};
  if (end === undefined || end.type === 'Failed') return false;
  const isKnown = end.type === 'SuccessCriteriaMet' && conditionOf(conditions, end.type)?.status === 'True';
  const final = end.type === 'FailureTarget' ? 'Failed' : 'Complete';
  look.end = jobCondition(view.now, final, end.reason ?? '', end.message ?? '');
  if (!isKnown) look.job = { ...job, status: { ...job.status, conditions: [...conditions, end] } };
  return !isKnown;
}

function* releaseAll(toRelease: readonly IPod[], withFinalizer: Set<string>): Plan<Failure | undefined> {
  const settled = yield* together(toRelease.map(removeFinalizer));
  for (const [at, pod] of toRelease.entries()) {
    const error = settled[at]?.error;
    if (error === undefined || error.code === 404) withFinalizer.delete(uidOf(pod));
  }
  return settled.find(({ error }) => error !== undefined && error.code !== 404)?.error;
}

/** Pods without their finalizer are counted (cleanUncountedPodsWithoutFinalizers@1.36). */
function countGone(look: JobLook, withFinalizer: ReadonlySet<string>): boolean {
  const { status = {} } = look.job;
  const { succeeded = [], failed = [] } = status.uncountedTerminatedPods ?? {};
  const left = {
    succeeded: succeeded.filter((uid) => withFinalizer.has(uid)),
    failed: failed.filter((uid) => withFinalizer.has(uid)),
  };
  const gone = { succeeded: succeeded.length - left.succeeded.length, failed: failed.length - left.failed.length };
  if (gone.succeeded === 0 && gone.failed === 0) return false;
  look.job = {
    ...look.job,
    status: {
      ...status,
      ...(gone.succeeded > 0 && { succeeded: (status.succeeded ?? 0) + gone.succeeded }),
      ...(gone.failed > 0 && { failed: (status.failed ?? 0) + gone.failed }),
      uncountedTerminatedPods: withoutEmpty(left),
    },
  };
  return true;
}

/** Whether the Job is over now: all pods are counted, and none is still ending (enactJobFinished@1.36). */
function finish(look: JobLook): boolean {
  const { end, job } = look;
  const { succeeded = [], failed = [] } = job.status?.uncountedTerminatedPods ?? {};
  if (end === undefined || succeeded.length + failed.length > 0 || look.terminating > 0) return false;
  const conditions = ensured(job.status?.conditions, end) ?? job.status?.conditions ?? [];
  const isComplete = end.type === 'Complete';
  const { lastTransitionTime } = end;
  look.job = {
    ...job,
    status: {
      ...job.status,
      conditions: [...conditions],
      ...(isComplete && lastTransitionTime !== undefined && { completionTime: lastTransitionTime }),
    },
  };
  return true;
}

function* write(look: JobLook): Plan {
  look.job = yield* updateStatus(jobs, look.job);
}

function* tellOfEnd({ job, end }: JobLook): Plan {
  if (end?.type !== 'Complete') return yield* say(jobs, job, 'Warning', end?.reason ?? '', end?.message ?? '');
  const { completions } = job.spec ?? {};
  if (completions !== undefined && (job.status?.succeeded ?? 0) > completions) {
    const message = 'Too many succeeded pods running after completion count reached';
    yield* say(jobs, job, 'Warning', 'TooManySucceededPods', message);
  }
  yield* say(jobs, job, 'Normal', 'Completed', 'Job completed');
}

function uidOf({ metadata }: IPod): string {
  return metadata?.uid ?? '';
}

type Uncounted = NonNullable<NonNullable<IJob['status']>['uncountedTerminatedPods']>;

function withoutEmpty({ succeeded, failed }: { readonly succeeded: string[]; readonly failed: string[] }): Uncounted {
  return { ...(succeeded.length > 0 && { succeeded }), ...(failed.length > 0 && { failed }) };
}
