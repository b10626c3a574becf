import { advise } from '../advice/advise.ts';
import type { CatalogEntry } from '../catalog-entry.ts';

export const istio: CatalogEntry = {
  id: 'istio-proxy',
  title: 'Istio proxy',
  role: 'proxy',
  recognise: {
    images: ['istio/proxyv2', 'istio-release/proxyv2', 'proxyv2'],
    byName: ['istio-proxy'],
    // A gateway is the same image as an application: `proxy router`.
    unlessArgument: /^(?:router|istio-iptables|istio-clean-iptables)$/,
    alsoAnApp: true,
  },
  startupProbe: (container) =>
    advise(container, {
      httpGet: { path: '/healthz/ready', port: statusPort(container) },
      periodSeconds: 1,
      timeoutSeconds: 3,
      failureThreshold: 600,
    }),
  move: { when: 'always' },
  after: ['istio-init', 'istio-validation'],
  caveats: [
    'The injector does all of this itself: ENABLE_NATIVE_SIDECARS on istiod, the default since Istio 1.27 where every node has Kubernetes 1.33',
    'Its preStop hook drains at the start of the termination, so with Envoy before 1.34 the app sees `Connection: close` while it still works (istio/istio#51855)',
  ],
  injector: 'istio',
  workarounds: {
    ports: [15000, 15004, 15020, 15021],
    quits: [
      { path: '/quitquitquit', port: 15020 },
      { path: '/quitquitquit', port: 15000 },
    ],
    processes: ['pilot-agent', 'envoy'],
    env: ['EXIT_ON_ZERO_ACTIVE_CONNECTIONS', 'MINIMUM_DRAIN_DURATION', 'TERMINATION_DRAIN_DURATION_SECONDS'],
    annotations: [
      { key: 'proxy.istio.io/config', kind: 'hold-application', fields: ['holdApplicationUntilProxyStarts'] },
      {
        key: 'proxy.istio.io/config',
        kind: 'delay-at-stop',
        fields: [
          'terminationDrainDuration',
          'proxyMetadata.EXIT_ON_ZERO_ACTIVE_CONNECTIONS',
          'proxyMetadata.MINIMUM_DRAIN_DURATION',
        ],
      },
    ],
  },
  sources: [
    'istio/istio manifests/charts/istio-control/istio-discovery/files/injection-template.yaml, 86c9f01fd735',
    'istio/istio#56428',
    'istio/istio#51855',
  ],
};

/** The injector writes the port of `status.sidecar.istio.io/port` into the readiness probe. */
function statusPort(container: Parameters<NonNullable<CatalogEntry['startupProbe']>>[0]): number {
  const port = container.readinessProbe?.httpGet?.port;
  return typeof port === 'number' && port > 0 ? port : 15021;
}
