import type { CausalRule } from '../causal-rule.ts';

const MINUTE = 60_000;

/** What Jobs and CronJobs lead to. */
export const BATCH: readonly CausalRule[] = [
  {
    id: 'pods/job',
    title: 'a Job gives up when its pods fail too often',
    cause: {
      reasons: [
        'BackOff',
        'Failed',
        'ContainerExited',
        'ContainerOOMKilled',
        'FailedScheduling',
        'FailedCreate',
        'FailedMount',
        'Evicted',
      ],
    },
    effect: {
      reasons: [
        'BackoffLimitExceeded',
        'DeadlineExceeded',
        'PodFailurePolicy',
        'FailedIndexes',
        'MaxFailedIndexesExceeded',
      ],
    },
    join: ['owner'],
    windowMs: 1440 * MINUTE,
    use: 'root',
    source: 'kubernetes pkg/controller/job/job_controller.go@1.36',
  },
  {
    id: 'long-run/missed',
    title: 'a run that does not end keeps the next from starting',
    cause: { reasons: ['JobAlreadyActive'] },
    effect: { reasons: ['MissSchedule', 'TooManyMissedTimes'] },
    join: ['object'],
    windowMs: 1440 * MINUTE,
    use: 'root',
    source: 'kubernetes pkg/controller/cronjob/cronjob_controllerv2.go@1.36',
  },
];
