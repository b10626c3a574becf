import { foundHacks } from './found-hacks.ts';
import type { Rule } from './rule.ts';

export const quitAtEnd: Rule = {
  id: 'SC013',
  name: 'quit-at-end',
  title: 'The app tells its sidecar to quit',
  group: 'hacks',
  severity: 'warning',
  about: 'workload',
  why: 'A call such as `curl -X POST localhost:15020/quitquitquit` ends the sidecar when the work is done. When the app crashes or is killed before it, the pod never completes.',
  instead: 'A native sidecar is stopped by the kubelet when the last ordinary container has ended.',
  fixes: 'Where it can be cut out by itself, and the sidecar is native already.',
  sources: ['istio/istio#6324', 'kubernetes/kubernetes#25908'],
  check: (subject) => foundHacks(subject, 'quit-at-end'),
};
