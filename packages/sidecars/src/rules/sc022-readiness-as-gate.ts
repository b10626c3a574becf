import type { Json } from '@outrigger/manifest';
import { firstReady, firstStart } from '../evidence/life-questions.ts';
import { mainsOf, sidecarsOf } from './containers-of.ts';
import type { Rule } from './rule.ts';
import { sayTime } from './say.ts';

export const readinessAsGate: Rule = {
  id: 'SC022',
  name: 'readiness-as-gate',
  title: 'A native sidecar has a readiness probe where it needs a startup probe',
  group: 'native',
  severity: 'warning',
  about: 'workload',
  why: 'The readiness of a sidecar decides whether the pod gets traffic. It does not hold the next container: the app starts although the sidecar is not ready.',
  instead: 'Add a startup probe with the same handler, `periodSeconds: 1` and enough tries.',
  fixes: 'Adds a startup probe that asks the same, once a second for a minute.',
  sources: [
    'the article "Start Sidecar First"',
    'kubernetes/kubernetes pkg/kubelet/kuberuntime/kuberuntime_container.go, computeInitContainerActions, v1.36.2',
  ],
  *check(subject) {
    for (const { container, name, path } of sidecarsOf(subject)) {
      const { readinessProbe, startupProbe, lifecycle } = container;
      if (!readinessProbe || startupProbe || lifecycle?.postStart) continue;
      const { httpGet, tcpSocket, exec, grpc } = readinessProbe;
      const handler = {
        ...(httpGet && { httpGet }),
        ...(tcpSocket && { tcpSocket }),
        ...(exec && { exec }),
        ...(grpc && { grpc }),
      };
      const [app] = mainsOf(subject);
      const life = subject.evidence.play();
      const start = app && firstStart(life, app.name);
      const ready = firstReady(life, name);
      const early = start !== undefined && ready !== undefined && ready > start;
      yield {
        path: [...path, 'readinessProbe'],
        container: name,
        message: `the readiness probe of ${name} does not make the app wait for it`,
        ...(early && { consequence: `${app?.name} starts ${sayTime(ready - start)} before ${name} is ready` }),
        fix: {
          title: 'Add a startup probe that asks the same',
          isSafe: true,
          patch: [
            {
              op: 'add',
              path: [...path, 'startupProbe'],
              value: { ...(handler as unknown as Record<string, Json>), periodSeconds: 1, failureThreshold: 60 },
            },
          ],
        },
      };
    }
  },
};
