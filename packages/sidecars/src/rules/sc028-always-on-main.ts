import { mainsOf } from './containers-of.ts';
import type { Rule } from './rule.ts';

export const alwaysOnMain: Rule = {
  id: 'SC028',
  name: 'always-on-main',
  title: '`restartPolicy: Always` stands on an ordinary container',
  group: 'native',
  severity: 'warning',
  about: 'workload',
  why: 'Only an init container becomes a sidecar by it. On an ordinary container it means that this container is restarted under every policy (from 1.35, alpha in 1.34); before, the field is dropped or refused.',
  instead: 'Move the container to `initContainers` if a sidecar is meant.',
  sources: [
    'kubernetes/enhancements keps/sig-node/5307-container-restart-policy',
    'kubernetes/kubernetes pkg/api/v1/pod/util.go, IsRestartableInitContainer, v1.36.2',
  ],
  *check(subject) {
    for (const { container, name, path, entry } of mainsOf(subject)) {
      if (container.restartPolicy !== 'Always') continue;
      yield {
        path: [...path, 'restartPolicy'],
        container: name,
        message: `restartPolicy: Always does not make ${name} a sidecar: it is no init container`,
        ...(subject.isMeantToFinish && {
          consequence: 'the pod never completes: the container is started again whenever it ends',
          severity: 'error' as const,
        }),
        ...(entry && { hint: `outrigger migrate --sidecar ${name}` }),
      };
    }
  },
};
