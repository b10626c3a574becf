import type { IProbe } from 'kubernetes-models/v1';
import { expect, test } from 'vitest';
import type { KnownContainer, StartupProbeAdvice } from './catalog-entry.ts';
import { recogniseSidecar } from './recognise-sidecar.ts';

type Written = Omit<KnownContainer, 'name'>;
type Changes = { readonly [key in keyof Omit<StartupProbeAdvice, 'probe'>]?: StartupProbeAdvice[key] };

/** What is written, what the kubelet is to ask, and what has to change for it; as the vendors' sources say. */
const CASES: readonly (readonly [what: string, written: Written, asks: IProbe, changes: Changes])[] = [
  [
    'AlloyDB’s health checks are off, and at localhost',
    { image: 'gcr.io/alloydb-connectors/alloydb-auth-proxy:1.15.2', args: ['--http-port=9191', 'projects/p'] },
    { httpGet: { path: '/startup', port: 9191 } },
    { missingArgs: ['--health-check', '--http-address=0.0.0.0'] },
  ],
  [
    'App Mesh’s admin port may be another one',
    { image: 'x/aws-appmesh-envoy:v1', env: [{ name: 'ENVOY_ADMIN_ACCESS_PORT', value: '9902' }] },
    { exec: { command: ['sh', '-c', 'curl -s http://localhost:9902/server_info | grep state | grep -q LIVE'] } },
    {},
  ],
  [
    'Azure’s proxy is at localhost, and asks itself',
    { image: 'mcr.microsoft.com/oss/azure/workload-identity/proxy:v1.6.0', args: ['--proxy-port=8010'] },
    { exec: { command: ['/proxy', '--proxy-port=8010', '--probe'] } },
    {},
  ],
  [
    'the config-reloader opens no port unless it is told to',
    { image: 'quay.io/prometheus-operator/prometheus-config-reloader:v0.93.0', args: ['--reload-url=x'] },
    { httpGet: { path: '/healthz', port: 8080 } },
    { missingArgs: ['--listen-address=:8080'] },
  ],
  [
    'the config-reloader of a listenLocal Prometheus',
    { image: 'x/prometheus-config-reloader:v0.93.0', args: ['--listen-address=localhost:8081'] },
    { httpGet: { path: '/healthz', port: 8081 } },
    { changedArgs: [{ list: 'args', index: 0, value: '--listen-address=:8081' }] },
  ],
  [
    'configmap-reload has a flag of another name, and listens',
    { image: 'jimmidyson/configmap-reload:v0.15.0', args: ['--volume-dir=/x'] },
    { httpGet: { path: '/metrics', port: 9533 } },
    {},
  ],
  [
    'Consul’s check asks the admin port of the proxy',
    { image: 'hashicorp/consul-dataplane:2.1.0', args: ['-envoy-admin-bind-port=19001'] },
    { exec: { command: ['/usr/local/bin/consul-dataplane', '-check-proxy-health', '-envoy-admin-bind-port=19001'] } },
    {},
  ],
  [
    'daprd by hand has no public port',
    { image: 'daprio/daprd:1.18.0', command: ['./daprd'] },
    { httpGet: { path: '/v1.0/healthz/outbound', port: 3501 } },
    { missingArgs: ['--dapr-public-port=3501'] },
  ],
  [
    'daprd as injected',
    { image: 'daprio/daprd:1.18.0', args: ['/daprd', '--dapr-public-port', '3601'] },
    { httpGet: { path: '/v1.0/healthz/outbound', port: 3601 } },
    {},
  ],
  [
    'git-sync that binds to localhost',
    { image: 'registry.k8s.io/git-sync/git-sync:v4.7.1', args: ['--http-bind', '127.0.0.1:1235'] },
    { httpGet: { path: '/', port: 1235 } },
    { changedArgs: [{ list: 'args', index: 1, value: ':1235' }] },
  ],
  [
    'Alloy listens at localhost',
    { image: 'grafana/alloy:v1.18.1', args: ['run', '/etc/alloy/config.alloy'] },
    { httpGet: { path: '/-/ready', port: 12_345 } },
    { missingArgs: ['--server.http.listen-addr=0.0.0.0:12345'] },
  ],
  [
    'a new k8s-sidecar',
    { image: 'kiwigrid/k8s-sidecar:2.10.1', env: [{ name: 'HEALTH_PORT', value: '8081' }] },
    { httpGet: { path: '/healthz', port: 8081 } },
    {},
  ],
  [
    'a k8s-sidecar that does not answer yet',
    { image: 'kiwigrid/k8s-sidecar:1.30.11' },
    { httpGet: { path: '/healthz', port: 8080 } },
    { byHand: ['Images before 1.31.0 have no /healthz: take a newer one'] },
  ],
  [
    'Kuma’s port is the one that its own probes ask',
    { image: 'kumahq/kuma-dp:2.14.0', readinessProbe: { httpGet: { path: '/ready', port: 9901 } } },
    { httpGet: { path: '/ready', port: 9901 } },
    {},
  ],
  [
    'oauth2-proxy listens at localhost',
    { image: 'quay.io/oauth2-proxy/oauth2-proxy:v7.15.3', args: ['--upstream=http://127.0.0.1:8080'] },
    { httpGet: { path: '/ping', port: 4180 } },
    { missingArgs: ['--http-address=0.0.0.0:4180'] },
  ],
  [
    'oauth2-proxy as it is usually written',
    { image: 'quay.io/oauth2-proxy/oauth2-proxy:v7.15.3', args: ['--http-address=http://0.0.0.0:4181'] },
    { httpGet: { path: '/ping', port: 4181 } },
    {},
  ],
  [
    'OPA told to stay at localhost',
    { image: 'openpolicyagent/opa:1.4.0', args: ['run', '--server', '--addr=localhost:8282'] },
    { httpGet: { path: '/health', port: 8282 } },
    { changedArgs: [{ list: 'args', index: 2, value: '--addr=0.0.0.0:8282' }] },
  ],
  ['PgBouncer’s port differs by image', { image: 'edoburu/pgbouncer:v1.24.1' }, { tcpSocket: { port: 5432 } }, {}],
  [
    'Tailscale serves its health on demand, at every address',
    { image: 'tailscale/tailscale:v1.80' },
    { httpGet: { path: '/healthz', port: 9002 } },
    { missingEnv: [{ name: 'TS_ENABLE_HEALTH_CHECK', value: 'true' }] },
  ],
  [
    'Tailscale told to stay at localhost',
    {
      image: 'tailscale/tailscale:v1.80',
      env: [
        { name: 'TS_ENABLE_HEALTH_CHECK', value: 'true' },
        { name: 'TS_LOCAL_ADDR_PORT', value: '127.0.0.1:9003' },
      ],
    },
    { httpGet: { path: '/healthz', port: 9003 } },
    { missingEnv: [{ name: 'TS_LOCAL_ADDR_PORT', value: '[::]:9003' }] },
  ],
  [
    'Thanos is healthy before Prometheus is',
    { image: 'quay.io/thanos/thanos:v0.42.4', args: ['sidecar', '--http-address=0.0.0.0:10903'] },
    { httpGet: { path: '/-/healthy', port: 10_903 } },
    {},
  ],
  [
    'the X-Ray daemon’s image binds to every address',
    { image: 'amazon/aws-xray-daemon:3.6.6' },
    { tcpSocket: { port: 2000 } },
    {},
  ],
  [
    'the X-Ray daemon by itself binds to localhost',
    { image: 'amazon/aws-xray-daemon:3.6.6', command: ['/xray'] },
    { tcpSocket: { port: 2000 } },
    { missingArgs: ['--bind-tcp=0.0.0.0:2000'] },
  ],
  [
    'the AWS collector with the configuration of its image',
    { image: 'public.ecr.aws/aws-observability/aws-otel-collector:v0.49.0' },
    { exec: { command: ['/healthcheck'] } },
    {},
  ],
  [
    'the AWS collector with a configuration of one’s own',
    { image: 'public.ecr.aws/aws-observability/aws-otel-collector:v0.49.0', args: ['--config=/conf/otel.yaml'] },
    { exec: { command: ['/healthcheck'] } },
    { byHand: ['Enable the health_check extension in its configuration'] },
  ],
  [
    'Datadog’s agent answers nowhere without a port',
    { image: 'gcr.io/datadoghq/agent:7' },
    { httpGet: { path: '/startup', port: 5555 } },
    { missingEnv: [{ name: 'DD_HEALTH_PORT', value: '5555' }] },
  ],
  [
    'Promtail of its chart',
    { image: 'grafana/promtail:3.5.1', ports: [{ name: 'http-metrics', containerPort: 3101 }] },
    { tcpSocket: { port: 3101 } },
    {},
  ],
];

test.each(CASES)('%s', (_what, written, asks, changes) => {
  const container = { name: 'x', ...written };
  const advice = recogniseSidecar(container)?.startupProbe?.(container);
  expect(advice).toEqual({
    missingArgs: [],
    changedArgs: [],
    missingEnv: [],
    byHand: [],
    ...changes,
    probe: { ...asks, periodSeconds: 1, failureThreshold: 60, timeoutSeconds: expect.any(Number) },
  });
});
