import { foundHacks } from './found-hacks.ts';
import type { Rule } from './rule.ts';

export const waitWrapper: Rule = {
  id: 'SC011',
  name: 'wait-wrapper',
  title: 'A wrapper starts the app when its sidecar is ready',
  group: 'hacks',
  severity: 'warning',
  about: 'workload',
  why: 'Programs such as `linkerd-await`, `scuttle`, `envoy-preflight` and `kubexit` start the app late and end the sidecar early, because pods had no order.',
  instead: 'A native sidecar with a startup probe; start the app itself.',
  fixes: 'Where it can be cut out by itself, and the sidecar is native already.',
  sources: ['linkerd/linkerd-await', 'redboxllc/scuttle', 'monzo/envoy-preflight', 'karlkfi/kubexit'],
  check: (subject) => foundHacks(subject, 'wait-wrapper'),
};
