import type { CatalogGroup } from '../catalog-group.ts';

/** Jobs and CronJobs. */
export const JOB: CatalogGroup = {
  id: 'job',
  title: 'Jobs and CronJobs',
  components: ['job-controller', 'cronjob-controller'],
  source: 'kubernetes pkg/controller/job, pkg/controller/cronjob, staging/src/k8s.io/api/batch/v1/types.go@1.36.2',
  rows: [
    {
      reasons: ['Completed', 'SuccessPolicy'],
      type: 'Normal',
      category: 'batch',
      severity: 'info',
    },
    {
      reasons: ['SawCompletedJob'],
      type: 'Normal',
      category: 'batch',
      severity: 'info',
      subclasses: [
        { id: 'failed', says: ['condition: Failed'], severity: 'error' },
        { id: 'complete', says: ['condition: Complete'] },
      ],
    },
    {
      reasons: [
        'BackoffLimitExceeded',
        'DeadlineExceeded',
        'PodFailurePolicy',
        'FailedIndexes',
        'MaxFailedIndexesExceeded',
        'FailedNeedsStart',
        'MissSchedule',
      ],
      type: 'Warning',
      category: 'batch',
      severity: 'error',
    },
    // Of pods: the kubelet's own word for a pod that ran into activeDeadlineSeconds (pkg/kubelet/active_deadline.go).
    { reasons: ['DeadlineExceeded'], type: 'Normal', kinds: ['Pod'], category: 'lifecycle', severity: 'error' },
    {
      reasons: ['TooManyActivePods', 'TooManySucceededPods', 'FailedGet'],
      type: 'Warning',
      category: 'batch',
      severity: 'warning',
    },
    { reasons: ['Suspended', 'JobAlreadyActive'], type: 'Normal', category: 'batch', severity: 'notice' },
    { reasons: ['Resumed'], type: 'Normal', category: 'batch', severity: 'notice', recovers: ['Suspended'] },
    { reasons: ['MissingJob'], type: 'Normal', category: 'batch', severity: 'warning' },
    { reasons: ['UnexpectedJob'], type: 'Warning', category: 'batch', severity: 'notice' },
    { reasons: ['TooManyMissedTimes'], type: 'Warning', category: 'batch', severity: 'critical' },
    {
      reasons: ['InvalidSchedule', 'UnparseableSchedule', 'UnParseableCronJobSchedule', 'UnknownTimeZone'],
      type: 'Warning',
      category: 'config',
      severity: 'error',
    },
    {
      reasons: ['UnsupportedSchedule', 'UnknownCompletionMode'],
      type: 'Warning',
      category: 'config',
      severity: 'warning',
    },
    { reasons: ['WorkloadCreated'], type: 'Normal', category: 'batch', severity: 'debug' },
  ],
};
