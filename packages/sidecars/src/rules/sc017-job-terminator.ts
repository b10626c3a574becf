import { foundHacks } from './found-hacks.ts';
import type { Rule } from './rule.ts';

export const jobTerminator: Rule = {
  id: 'SC017',
  name: 'job-terminator',
  title: 'A controller ends the sidecars of Jobs',
  group: 'hacks',
  severity: 'warning',
  about: 'workload',
  why: 'OpenKruise, kubexit, hahaha and others watch pods from outside and kill sidecars when the app has ended: one more controller with rights over all pods, and nothing ends where it is down.',
  instead: 'A native sidecar needs none of them.',
  fixes: 'Where it can be cut out by itself, and the sidecar is native already.',
  sources: ['openkruise/kruise#1051', 'karlkfi/kubexit', 'nais/hahaha'],
  check: (subject) => foundHacks(subject, 'job-terminator'),
};
