import type { IJob } from 'kubernetes-models/batch/v1';
import type { IPod } from 'kubernetes-models/v1';
import { finishedAt } from '../read/finished-at.ts';
import { hasFailed } from './job-pod.ts';

/** Failures since the last success, and when the last one was: what the wait for the next pod grows with. */
export interface RecentFailures {
  readonly count: number;
  readonly lastAt: number;
}

/** What is remembered of pods that have ended, also of those that are gone. */
export interface FailureMemory {
  /** Learns of the pods that a Job has, and tells its failures. */
  readonly recall: (job: IJob, owned: readonly IPod[]) => RecentFailures;
  readonly forget: (uid: string) => void;
}

/**
 * Upstream keeps a record for each Job in memory, too, as long as the controller lives (pkg/controller/job/backoff_utils.go@1.36):
 * a pod that somebody deleted makes the next one wait as well. Here it is each end of a pod, so that a look may be repeated.
 */
export function createFailureMemory(): FailureMemory {
  const byJob = new Map<string, Map<string, End>>();
  return {
    recall(job, owned) {
      const ends = byJob.get(job.metadata?.uid ?? '') ?? new Map<string, End>();
      byJob.set(job.metadata?.uid ?? '', ends);
      for (const pod of owned) {
        const isSuccess = pod.status?.phase === 'Succeeded';
        if (isSuccess || hasFailed(pod, job)) ends.set(pod.metadata?.uid ?? '', { isSuccess, at: finishedAt(pod) });
      }
      const successes = [...ends.values()].filter(({ isSuccess }) => isSuccess).map(({ at }) => at);
      const lastSuccess = Math.max(Number.NEGATIVE_INFINITY, ...successes);
      // What lies before the last success matters no more.
      for (const [uid, { at, isSuccess }] of ends)
        if (at < lastSuccess || (at === lastSuccess && !isSuccess)) ends.delete(uid);
      const failures = [...ends.values()].filter(({ isSuccess }) => !isSuccess).map(({ at }) => at);
      return { count: failures.length, lastAt: Math.max(Number.NEGATIVE_INFINITY, ...failures) };
    },
    forget: (uid) => {
      byJob.delete(uid);
    },
  };
}

interface End {
  readonly isSuccess: boolean;
  readonly at: number;
}
