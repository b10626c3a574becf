import { applyPatch, type Json } from '@outrigger/manifest';
import type { IContainer, IPod } from 'kubernetes-models/v1';
import { describe, expect, test } from 'vitest';
import { findHacks } from './find-hacks.ts';
import type { HackKind } from './hack.ts';

const PROXY: IContainer = { name: 'istio-proxy', image: 'docker.io/istio/proxyv2:1.24.0', args: ['proxy', 'sidecar'] };
const SQL: IContainer = { name: 'sql', image: 'gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.14.1' };
const LINKERD: IContainer = { name: 'linkerd-proxy', image: 'cr.l5d.io/linkerd/proxy:edge-25.1.1' };

/** What the app runs in `sh -c`, beside which sidecar, which workaround that is, and what is left of the script. */
const SCRIPTS: readonly (readonly [string, IContainer, HackKind, string | undefined])[] = [
  ['until curl -sf localhost:15021/healthz/ready; do sleep 1; done; exec app', PROXY, 'wait-at-start', 'exec app'],
  ['while ! nc -z 127.0.0.1 15021; do sleep 1; done && app', PROXY, 'wait-at-start', 'app'],
  ['app; curl -X POST http://localhost:15020/quitquitquit', PROXY, 'quit-at-end', 'app'],
  ['app\nwget -q --post-data="" -O - http://127.0.0.1:15020/quitquitquit\n', PROXY, 'quit-at-end', 'app\n'],
  ['trap "curl -X POST localhost:15020/quitquitquit" EXIT\napp', PROXY, 'quit-at-end', 'app'],
  ['app; curl -X POST localhost:4191/shutdown', LINKERD, 'quit-at-end', 'app'],
];

describe('a workaround in a script', () => {
  test.each(SCRIPTS)('is found in %j', (script, sidecar, kind, left) => {
    const pod = podOf([{ name: 'app', image: 'app:1', command: ['sh', '-c', script] }, sidecar]);
    const hacks = findHacks(pod);
    expect(hacks.map((hack) => hack.kind)).toEqual([kind]);
    expect(hacks[0]).toMatchObject({ container: 'app', about: sidecar.name });
    if (left === undefined) return;
    const after = applyPatch(pod as unknown as Json, hacks[0]?.removal ?? []) as unknown as IPod;
    expect(after.spec?.containers[0]?.command?.at(-1)?.trim()).toBe(left.trim());
  });

  test.each([
    'until pg_isready -h db.example.com; do sleep 1; done; exec app',
    'until curl -sf http://config.default.svc:8080/ready; do sleep 1; done; exec app',
    'app; curl -X POST https://hooks.example.com/done',
    'sleep 5; exec app',
  ])('is not found in %j, which is about something outside of the pod', (script) => {
    expect(findHacks(podOf([{ name: 'app', image: 'app:1', command: ['sh', '-c', script] }, PROXY]))).toEqual([]);
  });
});

test.each([
  ['until nc -z localhost 15021; do sleep 1; done; echo up', undefined],
  ['until nc -z localhost 15021; do sleep 1; done; ./migrate', ['./migrate']],
])('an init container that only waits goes as a whole: %s', (script, left) => {
  const init: IContainer = { name: 'wait', image: 'busybox:1', command: ['sh', '-c', script] };
  const native: IContainer = { ...PROXY, restartPolicy: 'Always' };
  const pod: IPod = {
    apiVersion: 'v1',
    kind: 'Pod',
    spec: { initContainers: [native, init], containers: [{ name: 'app' }] },
  };
  const [hack] = findHacks(pod);
  expect(hack?.kind).toBe('wait-at-start');
  const after = applyPatch(pod as unknown as Json, hack?.removal ?? []) as unknown as IPod;
  expect(after.spec?.initContainers?.slice(1).map(({ command }) => command?.at(-1)?.trim())).toEqual(left ?? []);
});

describe('a preStop hook', () => {
  const hook = (command: string[]): NonNullable<IContainer['lifecycle']> => ({ preStop: { exec: { command } } });

  test('of the app keeps the time that endpoints need, and loses only what ends the sidecar', () => {
    const script = 'sleep 5 && pkill cloud-sql-proxy';
    const pod = podOf([{ name: 'app', image: 'app:1', lifecycle: hook(['sh', '-c', script]) }, SQL]);
    const shared: IPod = {
      ...pod,
      spec: { ...pod.spec, containers: pod.spec?.containers ?? [], shareProcessNamespace: true },
    };
    const [hack] = findHacks(shared);
    expect(hack?.kind).toBe('kill-across-processes');
    const after = applyPatch(shared as unknown as Json, hack?.removal ?? []) as unknown as IPod;
    expect(after.spec?.containers[0]?.lifecycle).toEqual(hook(['sh', '-c', 'sleep 5']));
  });

  test.each([
    ['alone', []],
    ['behind the proxy that a mesh added', [LINKERD]],
  ])('that only sleeps is the app’s own, also where its image is elsewhere a sidecar’s: nginx %s', (_, before) => {
    const web: IContainer = { name: 'web', image: 'nginx:1.27', lifecycle: hook(['sleep', '5']) };
    expect(findHacks(podOf([...before, web]))).toEqual([]);
  });

  test('of a sidecar that sleeps is a delay of its end', () => {
    const found = findHacks(
      podOf([
        { name: 'app', image: 'app:1' },
        { ...SQL, lifecycle: hook(['sleep', '5']) },
      ]),
    );
    expect(found.map(({ kind }) => kind)).toEqual(['delay-at-stop']);
  });
});

describe('a workaround in a setting', () => {
  test('a wrapper goes, and leaves the app', () => {
    const pod = podOf([
      { name: 'app', image: 'app:1', command: ['linkerd-await', '--shutdown', '--', '/app', '-v'] },
      LINKERD,
    ]);
    const [hack] = findHacks(pod);
    expect(hack?.kind).toBe('wait-wrapper');
    const after = applyPatch(pod as unknown as Json, hack?.removal ?? []) as unknown as IPod;
    expect(after.spec?.containers[0]?.command).toEqual(['/app', '-v']);
  });

  test('flags that let others end the sidecar go together', () => {
    const pod = podOf([
      { name: 'app', image: 'app:1' },
      { ...SQL, args: ['--quitquitquit', '--admin-port', '9091', '--port=5432', 'a:b:c'] },
    ]);
    const hacks = findHacks(pod);
    expect(hacks.map(({ evidence }) => evidence)).toEqual(['--quitquitquit', '--admin-port 9091']);
    expect(findHacks(podOf([{ name: 'app' }, { ...SQL, args: ['--admin-port=9091', 'a:b:c'] }]))).toEqual([]);
  });

  test('variables that let others end the sidecar go together, also where the app is elsewhere a sidecar itself', () => {
    const env = [
      { name: 'CSQL_PROXY_QUITQUITQUIT', value: 'true' },
      { name: 'CSQL_PROXY_ADMIN_PORT', value: '9092' },
    ];
    const beside = findHacks(
      podOf([
        { name: 'web', image: 'nginx:1.27' },
        { ...SQL, env },
      ]),
    );
    expect(beside.map(({ kind, about, evidence }) => [kind, about, evidence])).toEqual([
      ['quit-at-end', 'sql', 'CSQL_PROXY_QUITQUITQUIT'],
      ['quit-at-end', 'sql', 'CSQL_PROXY_ADMIN_PORT'],
    ]);
    const off = [{ name: 'CSQL_PROXY_QUITQUITQUIT', value: 'false' }];
    expect(findHacks(podOf([{ name: 'app' }, { ...SQL, env: off }]))).toEqual([]);
  });

  test.each([
    ['{ "holdApplicationUntilProxyStarts": true }', true],
    ['holdApplicationUntilProxyStarts: true', true],
    ['{ "holdApplicationUntilProxyStarts": true, "concurrency": 2 }', false],
  ])('the annotation %j holds the app; it goes where it says nothing else: %s', (text, goes) => {
    const pod = podOf([{ name: 'app', image: 'app:1' }, PROXY], { 'proxy.istio.io/config': text });
    const [hack] = findHacks(pod);
    expect(hack?.kind).toBe('hold-application');
    expect(hack?.removal !== undefined).toBe(goes);
  });

  test('an annotation that switches it off is none', () => {
    const off = { 'proxy.istio.io/config': '{ "holdApplicationUntilProxyStarts": false }' };
    expect(findHacks(podOf([{ name: 'app', image: 'app:1' }, PROXY], off))).toEqual([]);
  });

  test.each([
    ['enabled', ['hold-application']],
    ['disabled', []],
  ])('config.linkerd.io/proxy-await: %s', (value, kinds) => {
    const pod = podOf([{ name: 'app', image: 'app:1' }, LINKERD], { 'config.linkerd.io/proxy-await': value });
    expect(findHacks(pod).map(({ kind }) => kind)).toEqual(kinds);
  });

  test('the init container that does the first half goes where nothing behind it needs it', () => {
    const agent = (name: string): IContainer => ({ name, image: 'hashicorp/vault:1.18', args: ['agent'] });
    const alone: IPod = {
      apiVersion: 'v1',
      kind: 'Pod',
      spec: { initContainers: [agent('vault-agent-init')], containers: [{ name: 'app' }, agent('vault-agent')] },
    };
    const [hack] = findHacks(alone);
    expect(hack).toMatchObject({ kind: 'doubled-container', about: 'vault-agent' });
    expect(hack?.removal).toEqual([{ op: 'remove', path: ['spec', 'initContainers'] }]);
    const needed: IPod = {
      ...alone,
      spec: {
        containers: alone.spec?.containers ?? [],
        initContainers: [agent('vault-agent-init'), { name: 'migrate' }],
      },
    };
    expect(findHacks(needed)[0]?.removal).toBeUndefined();
  });
});

function podOf(containers: readonly IContainer[], annotations?: Record<string, string>): IPod {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { ...(annotations && { annotations }) },
    spec: { containers: [...containers] },
  };
}
