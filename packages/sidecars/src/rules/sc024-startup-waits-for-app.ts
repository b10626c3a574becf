import { mainsOf, sidecarsOf } from './containers-of.ts';
import { portsOf, probePort } from './probe-port.ts';
import type { Rule } from './rule.ts';

export const startupWaitsForApp: Rule = {
  id: 'SC024',
  name: 'startup-waits-for-app',
  title: 'The startup probe of a native sidecar needs the app that it holds back',
  group: 'native',
  severity: 'error',
  about: 'workload',
  why: 'The app starts when the probe has succeeded, and the probe succeeds when the app has started: neither ever does, and the pod stays in Init.',
  instead: 'Probe what the sidecar does by itself: Dapr `/v1.0/healthz/outbound`, Thanos `/-/healthy`, its own port.',
  sources: ['dapr/docs#2476', 'thanos-io/thanos#1395, #4939, #7292'],
  *check(subject) {
    const sidecars = sidecarsOf(subject);
    for (const { container, name, path, entry } of sidecars) {
      const { startupProbe } = container;
      if (!startupProbe) continue;
      const port = probePort(startupProbe, container);
      const url = startupProbe.httpGet?.path ?? '';
      const app = mainsOf(subject).find((main) => port !== undefined && portsOf(main.container).includes(port));
      const own = portsOf(container);
      const waits = KNOWN.find((known) => known.entry === entry?.id && known.path === url);
      if (!waits && !(app && !own.includes(port ?? 0))) continue;
      yield {
        path: [...path, 'startupProbe'],
        container: name,
        message: waits
          ? `${url} of ${name} answers only when ${waits.needs}`
          : `the startup probe of ${name} asks port ${port}, which is ${app?.name}\u2019s`,
        consequence: 'the app never starts: the pod stays in Init until something ends it',
      };
    }
  },
};

const KNOWN: readonly { readonly entry: string; readonly path: string; readonly needs: string }[] = [
  { entry: 'daprd', path: '/v1.0/healthz', needs: 'the app listens at its port' },
  { entry: 'daprd', path: 'v1.0/healthz', needs: 'the app listens at its port' },
  { entry: 'thanos-sidecar', path: '/-/ready', needs: 'Prometheus, the app, is ready' },
];
