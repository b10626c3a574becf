import { sidecarsOf } from './containers-of.ts';
import { probePort } from './probe-port.ts';
import type { Rule } from './rule.ts';

export const probeOfLocalhost: Rule = {
  id: 'SC025',
  name: 'probe-of-localhost',
  title: 'A probe asks the pod\u2019s address for a port that listens on localhost only',
  group: 'native',
  severity: 'error',
  about: 'workload',
  why: 'The kubelet sends HTTP, TCP and gRPC probes to the IP of the pod. A server that is bound to 127.0.0.1 does not answer there: the startup probe never succeeds.',
  instead: 'Bind it to 0.0.0.0, or probe with a command (`exec`), which runs inside the container.',
  sources: [
    'prometheus-operator/prometheus-operator#6682',
    'kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes',
  ],
  *check(subject) {
    for (const { container, name, path } of sidecarsOf(subject)) {
      const words = [...(container.command ?? []), ...(container.args ?? [])];
      for (const kind of ['startupProbe', 'readinessProbe', 'livenessProbe'] as const) {
        const probe = container[kind];
        if (!probe || probe.exec) continue;
        const host = probe.httpGet?.host ?? probe.tcpSocket?.host;
        const port = probePort(probe, container);
        const bound = words.find((word) => port !== undefined && isLocalhostOnly(word, port));
        if (host !== undefined || bound === undefined) continue;
        yield {
          path: [...path, kind],
          container: name,
          message: `the ${kind} of ${name} asks the pod\u2019s address, but ${bound} listens on localhost only`,
          consequence:
            kind === 'startupProbe'
              ? 'it never succeeds: the sidecar is killed again and again, and the app never starts'
              : `it never succeeds: ${kind === 'livenessProbe' ? 'the sidecar is killed again and again' : 'the pod is never ready'}`,
        };
      }
    }
  },
};

function isLocalhostOnly(word: string, port: number): boolean {
  return new RegExp(`(?:^|[=/@\\s])(?:127\\.0\\.0\\.1|localhost|\\[::1\\]):${port}(?:$|[/\\s])`).test(word);
}
