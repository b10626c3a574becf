import { findOutside } from '../hacks/outside/find-outside.ts';
import type { Rule } from './rule.ts';

export const scriptEndsSidecar: Rule = {
  id: 'SC081',
  name: 'script-ends-sidecar',
  title: 'A script or an image ends a sidecar when its work is done',
  group: 'hacks',
  severity: 'warning',
  about: 'script',
  why: 'It is there because a Job does not complete while an ordinary sidecar runs on. A script that is killed, or fails before its last line, leaves the Job running for ever; a native sidecar is ended by the kubelet whatever became of the app.',
  instead:
    'Make the sidecar native, and take the call out once no pod runs the script beside an ordinary one: until then it does no harm.',
  sources: ['istio/istio#6324', 'kubernetes/kubernetes#25908'],
  *check(subject) {
    for (const { kind, about, start, end } of findOutside(subject)) {
      const isKill = kind === 'kill-across-processes';
      if (kind !== 'quit-at-end' && !isKill) continue;
      const whom = about ?? 'a sidecar';
      yield {
        start,
        end,
        message: isKill ? `kills ${whom}` : `tells ${whom} to end`,
        ...(isKill && { severity: 'info' as const }),
      };
    }
  },
};
