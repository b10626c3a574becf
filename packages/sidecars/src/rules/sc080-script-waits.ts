import { findOutside } from '../hacks/outside/find-outside.ts';
import type { Rule } from './rule.ts';

export const scriptWaits: Rule = {
  id: 'SC080',
  name: 'script-waits',
  title: 'A script or an image waits for a sidecar before it starts the app',
  group: 'hacks',
  severity: 'warning',
  about: 'script',
  why: 'The wait is in the image, where it costs every start a poll, hangs where the sidecar is missing, and has to be known by every team that builds one. A startup probe of a native sidecar does the same in the pod.',
  instead:
    'Make the sidecar native, with a startup probe; take the wait out of the script once no pod runs it beside an ordinary sidecar.',
  sources: ['istio/istio#11130', 'kubernetes/enhancements keps/sig-node/753-sidecar-containers'],
  *check(subject) {
    for (const { kind, about, start, end } of findOutside(subject)) {
      if (kind !== 'wait-at-start' && kind !== 'wait-wrapper') continue;
      yield {
        start,
        end,
        message: `waits for ${about ?? 'something at localhost, which only another container of the pod can be'}`,
        ...(about === undefined && { severity: 'info' as const }),
      };
    }
  },
};
