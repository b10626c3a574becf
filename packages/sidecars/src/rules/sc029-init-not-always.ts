import type { Rule } from './rule.ts';

export const initNotAlways: Rule = {
  id: 'SC029',
  name: 'init-not-always',
  title: 'An init container has a restart policy that does not make it a sidecar',
  group: 'native',
  severity: 'warning',
  about: 'workload',
  why: 'Only `Always` makes a sidecar. `OnFailure` and `Never` say how often an ordinary init container may fail; the pod waits until it has ended.',
  instead: 'Write `restartPolicy: Always` if it is meant to run beside the app.',
  sources: ['kubernetes/enhancements keps/sig-node/5307-container-restart-policy'],
  *check(subject) {
    for (const { container, name, path, entry, kind } of subject.containers) {
      if (kind !== 'init' || container.restartPolicy === undefined) continue;
      const isServer = entry !== undefined && !entry.after?.includes(name) && !entry.replacesInit?.includes(name);
      yield {
        path: [...path, 'restartPolicy'],
        container: name,
        message: `restartPolicy: ${container.restartPolicy} does not make ${name} a sidecar`,
        ...(isServer
          ? { consequence: 'the pod waits for its end, which does not come', severity: 'error' as const }
          : { severity: 'info' as const }),
      };
    }
  },
};
