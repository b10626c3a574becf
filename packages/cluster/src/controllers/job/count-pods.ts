import type { IJob } from 'kubernetes-models/batch/v1';
import type { IPod } from 'kubernetes-models/v1';
import { finishedAt } from '../read/finished-at.ts';
import { isActive } from '../read/pod.ts';
import type { FailureMemory, RecentFailures } from './failure-memory.ts';
import { readIndexes } from './intervals.ts';
import { hasFailed, indexFailures, indexOf, isTracked, matchFailurePolicy } from './job-pod.ts';

/** How many pods have succeeded and failed, by the status and by what it does not say yet. */
export interface Counted {
  readonly succeeded: number;
  readonly failed: number;
  /** Indexes that the status shows. */
  readonly shownIndexes: ReadonlySet<number>;
  readonly succeededIndexes: ReadonlySet<number>;
  /** Undefined without a limit per index. */
  readonly failedIndexes: ReadonlySet<number> | undefined;
  /** The newest failed pod of each index that will be tried again: it is kept until it is replaced. */
  readonly toReplace: ReadonlyMap<number, IPod>;
  readonly recentFailures: RecentFailures;
}

/** Counts (job_controller.go syncJob, indexed_job_utils.go@1.36). */
export function countPods(job: IJob, owned: readonly IPod[], memory: FailureMemory): Counted {
  const { status, spec } = job;
  const uncounted = status?.uncountedTerminatedPods;
  const completions = spec?.completions ?? Number.POSITIVE_INFINITY;
  const isIndexed = spec?.completionMode === 'Indexed';
  const isValid = (pod: IPod): boolean => !isIndexed || (indexOf(pod) ?? Number.POSITIVE_INFINITY) < completions;
  const tracked = owned.filter((pod) => isTracked(pod) && isValid(pod));
  const unseen = (pod: IPod, seen: readonly string[] | undefined): boolean => !seen?.includes(pod.metadata?.uid ?? '');
  const newSucceeded = tracked.filter((pod) => hasSucceeded(pod) && unseen(pod, uncounted?.succeeded));
  const newFailed = tracked.filter((pod) => hasFailed(pod, job) && unseen(pod, uncounted?.failed));
  const counting = newFailed.filter((pod) => matchFailurePolicy(job, pod).counts);

  const shownIndexes = readIndexes(status?.completedIndexes, completions);
  const succeededIndexes = new Set([
    ...shownIndexes,
    ...tracked.filter(hasSucceeded).flatMap((pod) => indexOf(pod) ?? []),
  ]);
  const failedIndexes = isIndexed && hasLimitPerIndex(job) ? failedOf(job, tracked, completions) : undefined;
  return {
    succeeded: isIndexed
      ? succeededIndexes.size
      : (status?.succeeded ?? 0) + newSucceeded.length + (uncounted?.succeeded?.length ?? 0),
    failed: (status?.failed ?? 0) + counting.length + (uncounted?.failed?.length ?? 0),
    shownIndexes,
    succeededIndexes,
    failedIndexes,
    toReplace: replaceable(job, tracked, succeededIndexes, failedIndexes),
    recentFailures: memory.recall(job, owned.filter(isValid)),
  };
}

/** Whether each index has a limit of its own. */
export function hasLimitPerIndex({ spec }: IJob): boolean {
  return spec?.backoffLimitPerIndex !== undefined;
}

function hasSucceeded({ status }: IPod): boolean {
  return status?.phase === 'Succeeded';
}

function failedOf(job: IJob, tracked: readonly IPod[], completions: number): ReadonlySet<number> {
  const limit = job.spec?.backoffLimitPerIndex ?? 0;
  const given = tracked.filter((pod) => {
    if (!hasFailed(pod, job)) return false;
    const { action, counts } = matchFailurePolicy(job, pod);
    return action === 'FailIndex' || (counts && indexFailures(pod).counted >= limit);
  });
  const shown = readIndexes(job.status?.failedIndexes, completions);
  return new Set([...shown, ...given.flatMap((pod) => indexOf(pod) ?? [])]);
}

function replaceable(
  job: IJob,
  tracked: readonly IPod[],
  succeeded: ReadonlySet<number>,
  failed: ReadonlySet<number> | undefined,
): ReadonlyMap<number, IPod> {
  const newest = new Map<number, IPod>();
  if (failed === undefined) return newest;
  const active = new Set(tracked.filter(isActive).map(indexOf));
  for (const pod of tracked.filter((each) => hasFailed(each, job))) {
    const index = indexOf(pod);
    if (index === undefined || succeeded.has(index) || failed.has(index) || active.has(index)) continue;
    const known = newest.get(index);
    const isNewer = known === undefined || (all(known) <= all(pod) && finishedAt(pod) >= finishedAt(known));
    if (isNewer) newest.set(index, pod);
  }
  return newest;
}

function all(pod: IPod): number {
  const { counted, ignored } = indexFailures(pod);
  return counted + ignored;
}
