import { sidecarsOf } from './containers-of.ts';
import type { Rule } from './rule.ts';

export const backoffCountsSidecars: Rule = {
  id: 'SC042',
  name: 'backoff-counts-sidecars',
  title: 'Restarts of the sidecar count against the Job\u2019s backoffLimit',
  group: 'lifetime',
  severity: 'warning',
  about: 'workload',
  why: 'Under `restartPolicy: OnFailure` the Job controller adds up the restarts of all containers of a pod, sidecars included: a sidecar that was restarted `backoffLimit` times fails the Job although the work went well.',
  instead: 'Use `restartPolicy: Never`, where only failed pods count, or a higher `backoffLimit`.',
  sources: ['kubernetes/kubernetes pkg/controller/job/job_controller.go, pastBackoffLimitOnFailure, v1.36.2'],
  *check(subject) {
    const { job, pod } = subject.workload;
    const [sidecar] = sidecarsOf(subject);
    if (!job || !sidecar || pod.spec?.restartPolicy !== 'OnFailure') return;
    const limit = job.backoffLimit ?? 6;
    yield {
      path: ['spec', 'restartPolicy'],
      container: sidecar.name,
      message: `restarts of ${sidecar.name} count against the backoffLimit of ${limit}`,
      consequence: `the Job fails when ${sidecar.name} is restarted ${limit} ${limit === 1 ? 'time' : 'times'}, whatever the app does`,
    };
  },
};
