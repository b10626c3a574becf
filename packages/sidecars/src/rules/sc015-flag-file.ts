import { foundHacks } from './found-hacks.ts';
import type { Rule } from './rule.ts';

export const flagFile: Rule = {
  id: 'SC015',
  name: 'flag-file',
  title: 'Containers tell each other by a file that they are done',
  group: 'hacks',
  severity: 'warning',
  about: 'workload',
  why: 'The sidecar polls a shared volume for a file that the app writes at its end. When the app is killed the file is never written.',
  instead: 'A native sidecar is stopped by the kubelet.',
  fixes: 'Where it can be cut out by itself, and the sidecar is native already.',
  sources: ['kubernetes/kubernetes#25908'],
  check: (subject) => foundHacks(subject, 'flag-file'),
};
