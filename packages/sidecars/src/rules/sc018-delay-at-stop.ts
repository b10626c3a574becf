import { foundHacks } from './found-hacks.ts';
import type { Rule } from './rule.ts';

export const delayAtStop: Rule = {
  id: 'SC018',
  name: 'delay-at-stop',
  title: 'The sidecar delays its own end to outlive the app',
  group: 'hacks',
  severity: 'warning',
  about: 'workload',
  why: 'A preStop `sleep` or a loop over `netstat` guesses how long the app needs. A native sidecar gets SIGTERM only when the app has ended, and its preStop hook begins with the deletion: the delay then adds nothing, or ends the sidecar\u2019s work too early.',
  instead: 'Remove it when the sidecar is native. Keep the app\u2019s own preStop sleep: endpoints need it.',
  fixes: 'Where it can be cut out by itself, and the sidecar is native already.',
  sources: ['linkerd/linkerd2#11465', 'kubernetes/enhancements keps/sig-node/753-sidecar-containers'],
  check: (subject) => foundHacks(subject, 'delay-at-stop'),
};
