import { foundHacks } from './found-hacks.ts';
import type { Rule } from './rule.ts';

export const deadlineAsEnd: Rule = {
  id: 'SC016',
  name: 'deadline-as-end',
  title: 'A deadline is what ends the pod',
  group: 'hacks',
  severity: 'info',
  about: 'workload',
  why: '`activeDeadlineSeconds` kills the pod, which then has failed, because a sidecar would keep it running.',
  instead: 'A native sidecar lets the pod complete; keep a deadline only against hanging work.',
  fixes: 'Where it can be cut out by itself, and the sidecar is native already.',
  sources: ['kubernetes/kubernetes#25908', 'kubernetes.io/docs/concepts/workloads/controllers/job'],
  check: (subject) => foundHacks(subject, 'deadline-as-end'),
};
