import type { IContainer, IPod, IPodSpec } from 'kubernetes-models/v1';
import { expect, test } from 'vitest';
import { kubeletOf } from '../kubelet/profile.ts';
import { assumeLife } from './assume-life.ts';
import type { AssumedPart } from './assumption.ts';

interface Row {
  readonly container: Partial<IContainer>;
  readonly spec?: Partial<IPodSpec>;
  readonly kind?: string;
  /** Part -> `command` or `assumed`, then what the text says. */
  readonly says: Partial<Record<AssumedPart, string>>;
}

const exec = (...command: string[]) => ({ exec: { command } });
const never: Partial<IPodSpec> = { restartPolicy: 'Never' };

const rows: readonly Row[] = [
  { container: {}, says: { run: 'assumed: runs until it is stopped, as servers do' } },
  {
    container: {},
    kind: 'Job',
    spec: never,
    says: { run: 'assumed: ends after 10 s with exit code 0, as the work of such a pod does' },
  },
  { container: {}, spec: { restartPolicy: 'OnFailure' }, says: { run: 'assumed: ends after 10 s' } },
  { container: { command: ['sleep', '5'] }, says: { run: 'command: `sleep 5` ends after 5 s with exit code 0' } },
  { container: { args: ['sleep', '5'] }, says: { run: 'assumed: runs until it is stopped' } },
  { container: { image: 'busybox:1.36', args: ['sleep', '5'] }, says: { run: 'command: `sleep 5` ends after 5 s' } },
  {
    container: { image: 'docker.io/library/busybox' },
    says: { run: 'command: is a shell without a command, which ends at once' },
  },
  { container: { image: 'ubuntu', stdin: true, tty: true }, says: { run: 'command: is a shell that waits for input' } },
  { container: { image: 'registry:5000/nginx' }, says: { run: 'assumed: runs until it is stopped' } },
  {
    container: { command: ['sleep'], args: ['$(T)'], env: [{ name: 'T', value: '9' }] },
    says: { run: 'command: `sleep 9` ends after 9 s' },
  },
  { container: { command: ['sleep'], args: ['$(T)'] }, says: { run: 'assumed: runs until it is stopped' } },
  {
    container: { command: ['sh', '-c'], args: ['sleep $T; exit 3'], env: [{ name: 'T', value: '9' }] },
    says: { run: 'command: `sleep $T; exit 3` ends after 9 s with exit code 3' },
  },
  { container: { command: ['sh', '-c', '[ -f x ] || exit 1'] }, says: { run: 'assumed: runs until it is stopped' } },
  { container: { command: ['cp', 'a', 'b'] }, says: { run: 'assumed: `cp a b` ends at once, successfully' } },
  {
    container: { command: ['sleep', 'infinity'] },
    says: { term: 'command: ignores SIGTERM: as process 1' },
  },
  {
    container: { command: ['sleep', 'infinity'] },
    spec: { shareProcessNamespace: true },
    says: { term: 'command: on SIGTERM ends at once with exit code 143' },
  },
  { container: { image: 'nginx' }, says: { term: 'assumed: on SIGTERM ends within 1 s with exit code 0' } },
  {
    container: { readinessProbe: exec('false') },
    says: { readiness: 'command: its readiness probe `false` always fails with exit code 1' },
  },
  {
    container: { livenessProbe: exec('true') },
    says: { liveness: 'command: its liveness probe `true` succeeds every time' },
  },
  {
    container: { startupProbe: { ...exec('sleep', '15'), timeoutSeconds: 20 } },
    says: { startup: 'command: its startup probe `sleep 15` succeeds every time and takes 15 s' },
  },
  {
    container: { startupProbe: exec('sleep', '15') },
    says: { startup: 'command: its startup probe `sleep 15` takes 15 s and fails: its timeout is 1 s' },
  },
  {
    container: { livenessProbe: exec('sleep', 'infinity') },
    says: { liveness: 'command: its liveness probe `sleep infinity` never ends and fails' },
  },
  {
    container: { startupProbe: { httpGet: { port: 80 } } },
    says: { startup: 'assumed: its startup probe succeeds from 2 s after the start' },
  },
  {
    container: { readinessProbe: { tcpSocket: { port: 80 } } },
    says: { readiness: 'assumed: its readiness probe succeeds from 1 s' },
  },
  {
    container: { livenessProbe: { grpc: { port: 80 } } },
    says: { liveness: 'assumed: its liveness probe succeeds every time' },
  },
  {
    container: { livenessProbe: exec('/bin/my-check') },
    says: { liveness: 'assumed: its liveness probe succeeds every time' },
  },
  {
    container: {
      command: ['sh', '-c', 'touch /tmp/healthy; sleep 30; rm -f /tmp/healthy; sleep 600'],
      livenessProbe: exec('cat', '/tmp/healthy'),
    },
    says: { liveness: 'command: its liveness probe `cat /tmp/healthy` succeeds until 30 s after the start' },
  },
  {
    container: {
      command: ['sh', '-c', 'sleep 8; touch /ready; sleep infinity'],
      readinessProbe: exec('test', '-f', '/ready'),
    },
    says: { readiness: 'command: its readiness probe `test -f /ready` succeeds from 8 s after the start' },
  },
  {
    container: { livenessProbe: exec('sh', '-c', 'wget -q localhost; exit 1') },
    says: { liveness: 'command: its liveness probe `wget -q localhost; exit 1` always fails with exit code 1' },
  },
  {
    container: { readinessProbe: exec('sh', '-c', './check; sleep 5') },
    says: { readiness: 'command: its readiness probe `./check; sleep 5` takes 5 s and fails: its timeout is 1 s' },
  },
  {
    container: { command: ['sh', '-c', './migrate; sleep 2; exit 3'] },
    says: { run: 'assumed: `./migrate; sleep 2; exit 3` ends with exit code 3, after 12 s as nothing says how long' },
  },
  {
    container: { command: ['sh', '-c', './serve; echo bye'] },
    says: { run: 'assumed: runs until it is stopped, as servers do' },
  },
  {
    container: { command: ['sh', '-c', './setup; tail -f /dev/null'] },
    spec: never,
    says: { run: 'command: `./setup; tail -f /dev/null` runs until it is stopped' },
  },
  {
    container: { lifecycle: { postStart: exec('sh', '-c', './register; exit 4') } },
    says: { postStart: 'command: its postStart hook `./register; exit 4` ends at once and fails with exit code 4' },
  },
  {
    container: { lifecycle: { preStop: exec('sleep', '15') } },
    says: { preStop: 'command: its preStop hook `sleep 15` takes 15 s and succeeds' },
  },
  {
    container: { lifecycle: { preStop: exec('nginx', '-s', 'quit') } },
    says: { preStop: 'assumed: its preStop hook `nginx -s quit` succeeds after 1 s' },
  },
  {
    container: { lifecycle: { postStart: exec('false') } },
    says: { postStart: 'command: its postStart hook `false` ends at once and fails with exit code 1' },
  },
  {
    container: { lifecycle: { postStart: { httpGet: { port: 1 } } } },
    says: { postStart: 'assumed: its postStart hook is answered at once' },
  },
];

const kubelet = kubeletOf('1.36.2');

test.each(rows.map((row) => ({ ...row, row: JSON.stringify([row.container, row.spec, row.kind]) })))(
  'of $row it is said: $says',
  ({ container, spec, kind, says }) => {
    const pod: IPod = {
      apiVersion: 'v1',
      kind: 'Pod',
      spec: { containers: [{ name: 'app', image: 'app:1', ...container }], ...spec },
    };
    if (!kubelet) throw new Error('no kubelet');
    const { assumptions } = assumeLife(pod, { kind: kind ?? 'Pod', kubelet });
    for (const [what, text] of Object.entries(says)) {
      const found = assumptions.find((assumption) => assumption.what === what);
      expect(`${found?.because}: ${found?.text}`).toContain(text);
    }
  },
);

test('a helper of a Job ends when the work asks it to', () => {
  if (!kubelet) throw new Error('no kubelet');
  const containers = (command: string[]) => [
    { name: 'work', image: 'work:1', command },
    { name: 'cloud-sql-proxy', image: 'sql:1' },
  ];
  const life = (...command: string[]) =>
    assumeLife(
      { apiVersion: 'v1', kind: 'Pod', spec: { ...never, containers: containers(command) } },
      { kind: 'Job', kubelet },
    );
  expect(
    life('sh', '-c', 'sleep 5; curl -XPOST localhost:9091/quitquitquit').behaviour['cloud-sql-proxy'],
  ).toMatchObject([{ run: 11_000, exit: 0 }]);
  expect(life('sleep', '5').behaviour['cloud-sql-proxy']).toMatchObject([{ run: Number.POSITIVE_INFINITY }]);
});

test.each([
  ['is said to be', ['build', 'builder'], ['builder'], ['builder']],
  ['looks like one', ['build', 'sql-proxy'], [], ['sql-proxy']],
  ['is said to be, where the work looks like one, too', ['proxy-check', 'mesh-proxy'], ['mesh-proxy'], ['mesh-proxy']],
  ['has nobody to help', ['sql-proxy'], ['sql-proxy'], []],
] as const)('a helper of a Job runs on where it %s', (_what, names, helpers, running) => {
  if (!kubelet) throw new Error('no kubelet');
  const spec = { ...never, containers: names.map((name) => ({ name, image: 'example:1' })) };
  const { behaviour } = assumeLife(
    { apiVersion: 'v1', kind: 'Pod', spec },
    { kind: 'Job', kubelet, helpers: helpers.map((name) => ({ name })) },
  );
  expect(names.filter((name) => behaviour[name]?.[0]?.run === Number.POSITIVE_INFINITY)).toEqual(running);
});

test.each([
  ['linkerd-proxy', ['sh', '-c', 'sleep 5; curl -X POST localhost:4191/shutdown'], true],
  ['linkerd-proxy', ['linkerd-await', '--shutdown', '--', './work'], true],
  ['linkerd-proxy', ['linkerd-await', '--', './work'], false],
  ['dind', ['docker', 'build', '.'], false],
] as const)('%s beside %j ends with it: %s', (name, command, ends) => {
  if (!kubelet) throw new Error('no kubelet');
  const spec = { ...never, containers: [{ name: 'work', command: [...command] }, { name }] };
  const { behaviour } = assumeLife({ apiVersion: 'v1', kind: 'Pod', spec }, { kind: 'Job', kubelet });
  expect(Number.isFinite(behaviour[name]?.[0]?.run)).toBe(ends);
});

test('of helpers that are known, only the one that is told to quit does', () => {
  if (!kubelet) throw new Error('no kubelet');
  const containers = [{ name: 'work', command: ['sleep', '5'] }, { name: 'proxy' }, { name: 'exporter' }];
  const helpers = [{ name: 'proxy', endedBy: 'work' }, { name: 'exporter' }];
  const spec = { ...never, containers };
  const { behaviour } = assumeLife({ apiVersion: 'v1', kind: 'Pod', spec }, { kind: 'Job', kubelet, helpers });
  expect([behaviour.proxy?.[0]?.run, behaviour.exporter?.[0]?.run]).toEqual([6000, Number.POSITIVE_INFINITY]);
});

test.each([
  ['a server is deleted when it has come to rest', {}, 'Deployment', 'delete at 20 s'],
  [
    'a pod that becomes ready late is deleted later',
    { readinessProbe: { ...exec('true'), initialDelaySeconds: 45 } },
    'Pod',
    'delete at 70 s',
  ],
  ['a Job is watched until it is done', {}, 'Job', 'until 10 s'],
  ['a crash loop is watched for five minutes and a half', { command: ['false'] }, 'Pod', 'until 330 s'],
  ['a pod that is never ready is at rest, and deleted', { readinessProbe: exec('false') }, 'Pod', 'delete at 60 s'],
] as const)('%s', (_what, container, kind, end) => {
  if (!kubelet) throw new Error('no kubelet');
  const spec: IPodSpec = {
    containers: [{ name: 'app', image: 'app:1', ...(container as Partial<IContainer>) }],
    ...(kind === 'Job' ? never : {}),
  };
  const { timeline, until } = assumeLife({ apiVersion: 'v1', kind: 'Pod', spec }, { kind, kubelet });
  const [act] = timeline;
  expect(act ? `${act.does} at ${act.at / 1000} s` : `until ${until / 1000} s`).toBe(end);
});
