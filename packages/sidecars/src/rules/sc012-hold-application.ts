import { foundHacks } from './found-hacks.ts';
import type { Rule } from './rule.ts';

export const holdApplication: Rule = {
  id: 'SC012',
  name: 'hold-application',
  title: 'An annotation holds the app until the proxy has started',
  group: 'hacks',
  severity: 'info',
  about: 'workload',
  why: '`holdApplicationUntilProxyStarts` makes the injector put the proxy first and block in its postStart hook. With native sidecars it is ignored.',
  instead: 'Remove it once the mesh runs native sidecars.',
  fixes: 'Where it can be cut out by itself, and the sidecar is native already.',
  sources: ['istio/istio#11130'],
  check: (subject) => foundHacks(subject, 'hold-application'),
};
