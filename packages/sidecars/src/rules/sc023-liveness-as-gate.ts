import { sidecarsOf } from './containers-of.ts';
import type { Rule } from './rule.ts';

export const livenessAsGate: Rule = {
  id: 'SC023',
  name: 'liveness-as-gate',
  title: 'A native sidecar has only a liveness probe',
  group: 'native',
  severity: 'warning',
  about: 'workload',
  why: 'A liveness probe restarts a sidecar that is slow to start, and holds nobody: with a failing one the kubelet starts the next container and kills the sidecar in the same sync.',
  instead: 'Add a startup probe: the app waits for it, and liveness begins after it.',
  sources: [
    'the article "Start Sidecar First"',
    'kubernetes/kubernetes pkg/kubelet/kuberuntime/kuberuntime_container.go, computeInitContainerActions, v1.36.2',
  ],
  *check(subject) {
    for (const { container, name, path } of sidecarsOf(subject)) {
      if (
        !container.livenessProbe ||
        container.startupProbe ||
        container.readinessProbe ||
        container.lifecycle?.postStart
      )
        continue;
      yield {
        path: [...path, 'livenessProbe'],
        container: name,
        message: `${name} has a liveness probe but no startup probe`,
        consequence: 'the app does not wait for it, and while it starts slowly it is restarted',
      };
    }
  },
};
