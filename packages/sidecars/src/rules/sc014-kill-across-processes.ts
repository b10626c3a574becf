import { foundHacks } from './found-hacks.ts';
import type { Rule } from './rule.ts';

export const killAcrossProcesses: Rule = {
  id: 'SC014',
  name: 'kill-across-processes',
  title: 'The app kills the processes of its sidecar',
  group: 'hacks',
  severity: 'warning',
  about: 'workload',
  why: '`shareProcessNamespace` lets every container see and signal the processes of all others, and makes the pause container process 1 of all.',
  instead: 'A native sidecar needs no signal; drop `shareProcessNamespace` if nothing else uses it.',
  fixes: 'Where it can be cut out by itself, and the sidecar is native already.',
  sources: ['kubernetes.io/docs/tasks/configure-pod-container/share-process-namespace', 'kubernetes/kubernetes#25908'],
  check: (subject) => foundHacks(subject, 'kill-across-processes'),
};
