import { foundHacks } from './found-hacks.ts';
import type { Rule } from './rule.ts';

export const waitAtStart: Rule = {
  id: 'SC010',
  name: 'wait-at-start',
  title: 'The app waits in a script for its sidecar',
  group: 'hacks',
  severity: 'warning',
  about: 'workload',
  why: 'A loop before the app polls until the sidecar answers. It has to be in every image, needs curl or nc, and hides how long the start takes.',
  instead: 'A native sidecar with a startup probe: the kubelet does not start the app before it succeeds.',
  fixes: 'Where it can be cut out by itself, and the sidecar is native already.',
  sources: ['istio/istio#11130', 'kubernetes/enhancements keps/sig-node/753-sidecar-containers'],
  check: (subject) => foundHacks(subject, 'wait-at-start'),
};
