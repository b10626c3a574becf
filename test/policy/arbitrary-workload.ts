import fc from 'fast-check';

/**
 * Workloads in which rules find something: catalog images under many references, settings that rules ask for, and much that looks
 * alike. Amounts are written as the API server writes them.
 */
export function arbitraryWorkload(): fc.Arbitrary<Readonly<Record<string, unknown>>> {
  return fc
    .record({
      shape: fc.constantFrom(...SHAPES),
      kind: fc.constantFrom('Pod', 'Deployment', 'StatefulSet', 'Job', 'CronJob', 'PodTemplate'),
      inits: fc.array(container(true), { maxLength: 4 }),
      mains: fc.array(container(false), { minLength: 1, maxLength: 4 }),
      pod: fields({
        restartPolicy: fc.constantFrom('Always', 'OnFailure', 'Never'),
        terminationGracePeriodSeconds: fc.constantFrom(5, 30, 60),
        activeDeadlineSeconds: fc.constant(600),
        nodeSelector: fc.constant({ pool: 'new' }),
        affinity: fc.constantFrom({}, { nodeAffinity: {} }),
        resources: fc.constant({ requests: { cpu: '1' } }),
        volumes: fc.constantFrom([{ name: 'logs', emptyDir: {} }], [{ name: 'logs', configMap: { name: 'logs' } }]),
      }),
      job: fields({
        activeDeadlineSeconds: fc.constant(60),
        backoffLimit: fc.constantFrom(0, 6),
        podFailurePolicy: fc.array(failureRule(), { maxLength: 2 }).map((rules) => ({ rules })),
      }),
      annotations: fields({
        'proxy.istio.io/config': fc.constantFrom(
          '{ "holdApplicationUntilProxyStarts": true }',
          'holdApplicationUntilProxyStarts: false',
          'holdApplicationUntilProxyStarts: "false"',
          'holdApplicationUntilProxyStarts: fast',
          'holdApplicationUntilProxyStarts: 0',
          'holdApplicationUntilProxyStarts: 01',
          'concurrency: 2',
        ),
        'config.linkerd.io/proxy-await': fc.constantFrom('enabled', 'false', ' 0s ', '', 'Disabled'),
      }),
    })
    .map(({ shape, kind, inits, mains, pod, job, annotations }) => {
      const named = new Set<string>();
      const unique = <T extends { readonly name: string }>({ name, ...rest }: T, at: number) => {
        const chosen = named.has(name) ? `${name}-${named.size}-${at}` : name;
        named.add(chosen);
        return { name: chosen, ...rest };
      };
      const lists = shape({ inits, mains });
      const spec = { ...pod, initContainers: lists.inits.map(unique), containers: lists.mains.map(unique) };
      return inKind(kind, { metadata: { annotations }, spec }, job);
    });
}

function inKind(kind: string, template: object, job: object): Readonly<Record<string, unknown>> {
  const metadata = { name: 'generated', namespace: 'default' };
  switch (kind) {
    case 'Pod':
      return {
        apiVersion: 'v1',
        kind,
        ...template,
        metadata: { ...metadata, ...(template as { metadata: object }).metadata },
      };
    case 'PodTemplate':
      return { apiVersion: 'v1', kind, metadata, template };
    case 'Job':
      return { apiVersion: 'batch/v1', kind, metadata, spec: { ...job, template } };
    case 'CronJob':
      return {
        apiVersion: 'batch/v1',
        kind,
        metadata,
        spec: { schedule: '@daily', jobTemplate: { spec: { ...job, template } } },
      };
    default:
      return { apiVersion: 'apps/v1', kind, metadata, spec: { selector: { matchLabels: { app: 'x' } }, template } };
  }
}

type Shape = (lists: Lists) => Lists;

interface Lists {
  readonly inits: readonly Generated[];
  readonly mains: readonly Generated[];
}

type Generated = { readonly name: string; readonly image: string };

const COUNTED = { cpu: '1', memory: '1Gi' };

const CLEAR = [
  { image: 'cloud-sql-proxy:2', args: ['db', '--health-check', '--http-address=0.0.0.0', '--http-port=9741'] },
  {
    image: 'alloydb-auth-proxy:1',
    command: ['/proxy', '-health-check=true'],
    args: ['--http-address=::', '-http-port=1'],
  },
  { image: 'cloud-sql-proxy:2', args: ['db', '--health-check', '--http-address=0.0.0.0', '--http-port=09741'] },
  { image: 'redis:8', args: ['--port', '1'] },
  { image: 'netbirdio/netbird:1' },
  { image: 'grafana/promtail:3' },
  { image: 'statsd-exporter:1' },
  { image: 'prom/statsd-exporter:v1' },
] as const;

/** What chance alone would hardly ever make. */
const SHAPES: readonly Shape[] = [
  (lists) => lists,
  (lists) => lists,
  ({ inits, mains }) => ({
    inits: [
      { name: 'istio-proxy', image: 'istio/proxyv2:1', restartPolicy: 'Always' } as Generated,
      ...inits,
      { name: 'istio-init', image: 'istio/proxyv2:1' },
    ],
    mains,
  }),
  // Sidecars of which the catalog knows all that it needs.
  ({ inits, mains }) => ({
    inits: [
      ...inits,
      ...CLEAR.map((each, at) => ({ name: `clear-${at}`, ...each, restartPolicy: 'Always' })),
    ] as readonly Generated[],
    mains,
  }),
  // All counted, but for one sidecar.
  ({ inits, mains }) => ({
    inits: [
      ...inits.map((each) => ({ ...each, resources: { requests: COUNTED, limits: COUNTED } })),
      { name: 'uncounted', image: 'example/helper:1', restartPolicy: 'Always' } as Generated,
    ],
    mains: mains.map((each) => ({ ...each, resources: { limits: COUNTED } })),
  }),
];

function container(isInit: boolean) {
  return fc
    .record({
      name: fc.constantFrom('app', 'helper', 'istio-proxy', 'istio-init', 'wait', 'vault-agent-init', 'ts-sidecar'),
      image: fc.constantFrom(...IMAGES),
      more: fields({
        command: fc.constantFrom(...COMMANDS),
        args: fc.subarray([...ARGS]),
        env: fc.subarray([...ENV]),
        ports: fc.subarray([...PORTS], { minLength: 1 }),
        startupProbe: probe(),
        readinessProbe: probe(),
        livenessProbe: probe(),
        lifecycle: fields({
          preStop: fc.constantFrom(...HOOKS),
          postStart: fc.constant({ exec: { command: ['true'] } }),
        }),
        resources: fields({ requests: amounts(), limits: amounts() }),
        restartPolicy: isInit
          ? fc.constantFrom('Always', 'Always', 'Always', 'OnFailure', 'Never')
          : fc.constantFrom('Always', 'Never'),
        volumeMounts: fc.constantFrom(
          [{ name: 'logs', mountPath: '/logs' }],
          [{ name: 'logs', mountPath: '/logs', readOnly: true }],
          [{ name: 'other', mountPath: '/other' }],
        ),
      }),
    })
    .map(({ name, image, more }) => ({ name, image, ...more }));
}

const IMAGES = [
  'example/app:1',
  'mirror.example:5000/gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.14.1',
  'cloud-sql-proxy',
  'docker.io/istio/proxyv2:1.24.0@sha256:0123',
  'proxyv2-fake:1',
  'cr.l5d.io/linkerd/proxy:stable',
  'daprio/daprd:1.14',
  'hashicorp/vault:1.18',
  'envoyproxy/envoy:v1.33.0',
  'envoyproxy/envoy-distroless@sha256:4567',
  'redis:8',
  'nginx',
  'fluent/fluentd-kubernetes-daemonset:v1',
  'prom/statsd-exporter:v0.28',
  'elastic/filebeat:8',
  'memcached:1',
  'docker:27-dind',
  'docker:27-cli',
  'kiwigrid/k8s-sidecar:1.30',
  'registry.k8s.io/git-sync/git-sync:v4',
  'quay.io/thanos/thanos:v0.38',
  'argoproj/argoexec:v3',
  'tailscale/tailscale:v1',
  'Weird/IMAGE@x:y/z',
] as const;

const COMMANDS = [
  ['sleep', 'infinity'],
  ['/bin/sh', '-c', 'exec tail -f /dev/null'],
  ['sh', '-c', 'tail -n+1 -F /logs/app.log'],
  ['sh', '-c', 'exec /proxy --health-check --http-address=0.0.0.0 --http-port=9739'],
  ['/server'],
] as const;

const ARGS = [
  '--health-check',
  '--http-address=0.0.0.0',
  '--http-port=9739',
  '--http-port=9740',
  'sidecar',
  'agent',
  'router',
  '--one-time',
  '--listen=127.0.0.1:8080',
  'http://localhost:9901/',
  '--web.listen-address=:9999',
] as const;

const ENV = [
  { name: 'METHOD', value: 'LIST' },
  { name: 'KUBEXIT_NAME', value: 'app' },
  { name: 'LINKERD2_PROXY_ADMIN_LISTEN_ADDR', value: '0.0.0.0:4999' },
  { name: 'FROM_ELSEWHERE', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
] as const;

const PORTS = [
  { containerPort: 8080, name: 'http' },
  { containerPort: 9901 },
  { containerPort: 3000, name: 'app' },
] as const;

const HOOKS = [
  { exec: { command: ['sleep', '30'] } },
  { exec: { command: ['/bin/sh', '-c', 'sleep 5'] } },
  { exec: { command: ['curl', '-X', 'POST', 'localhost:9901/quitquitquit'] } },
  { exec: { command: ['KILL', '1'] } },
  { httpGet: { path: '/agent/v1/quit', port: 8200 } },
  { sleep: { seconds: 45 } },
  { exec: { command: ['echo', 'skills'] } },
] as const;

function probe() {
  const port = fc.constantFrom(8080, 9901, 3000, 'http', 'app', '8080', 'nowhere');
  const path = fc.constantFrom('/healthz', '/v1.0/healthz', '/-/ready');
  return fc
    .oneof(
      fc.record({ httpGet: fc.record({ path, port }) }),
      fc.record({ httpGet: fc.record({ port, host: fc.constant('127.0.0.1') }) }),
      fc.record({ tcpSocket: fc.record({ port }) }),
      fc.record({ grpc: fc.record({ port: fc.constantFrom(8080, 3000) }) }),
      fc.record({ exec: fc.record({ command: fc.constant(['true']) }) }),
    )
    .map((handler) => ({ ...handler, periodSeconds: 2 }));
}

function failureRule() {
  const onExitCodes = fc.record(
    {
      operator: fc.constantFrom('In', 'NotIn'),
      values: fc.subarray([1, 137, 143], { minLength: 1 }),
      containerName: fc.constant('app'),
    },
    { requiredKeys: ['operator', 'values'] },
  );
  const onPodConditions = fc.constant([{ type: 'DisruptionTarget', status: 'True' }]);
  return fc.oneof(
    fc.record({ action: fc.constantFrom('FailJob', 'Ignore'), onExitCodes }),
    fc.record({ action: fc.constant('Ignore'), onPodConditions }),
  );
}

function amounts() {
  // The API server drops an empty map.
  const some = fields({ cpu: fc.constantFrom('100m', '1'), memory: fc.constantFrom('64Mi', '1Gi') });
  return some.filter((amount) => Object.keys(amount).length > 0);
}

/** Each field may be absent. */
function fields<T extends Readonly<Record<string, unknown>>>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }) {
  return fc.record(model, { requiredKeys: [] });
}
