import { spawnSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ApiObject, createClient, directAccess, networkTransport, type ResourceRef } from '@outrigger/cluster';
import { afterEach, describe, expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { writeInput, writeInputs } from '../command/run-main.ts';
import { COMMAND } from '../command-in-clone.ts';
import { startUp, type UpCluster } from './up/start-up.ts';

const deployments: ResourceRef = { group: 'apps', version: 'v1', plural: 'deployments' };
const namespaces: ResourceRef = { group: '', version: 'v1', plural: 'namespaces' };
const configMaps: ResourceRef = { group: '', version: 'v1', plural: 'configmaps' };
const pods: ResourceRef = { group: '', version: 'v1', plural: 'pods' };

/** Of the processes that these tests run, and nobody else. */
const mark = `outrigger-up-${process.pid}`;
const web = (replicas: number): string => `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: default}
spec:
  replicas: ${replicas}
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      terminationGracePeriodSeconds: 2
      containers:
      - {name: app, image: busybox:1, command: [sh, -c, ": ${mark}; trap 'exit 0' TERM; while :; do sleep 0.1; done"]}
`;

function clientOf({ url }: UpCluster) {
  return createClient({ transport: networkTransport(directAccess(`${url}/as/T`)) });
}

/** How many containers of these tests run. */
function running(): number {
  return readdirSync('/proc').filter((entry) => {
    if (!/^\d+$/.test(entry)) return false;
    try {
      return readFileSync(`/proc/${entry}/cmdline`, 'utf8').startsWith(`sh\0-c\0: ${mark};`);
    } catch {
      return false;
    }
  }).length;
}

async function until(what: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await what())) await new Promise((later) => setTimeout(later, 20));
}

const places: string[] = [];
afterEach(() => {
  for (const place of places.splice(0)) rmSync(place, { recursive: true, force: true });
});

describe('outrigger up', { timeout: 60_000 }, () => {
  test('leaves nothing when it is told to end', async () => {
    const cluster = await startUp(['-f', writeInput(web(2))]);
    await until(() => running() === 2);
    expect(await cluster.end()).toBe(0);
    expect(running()).toBe(0);
    expect(cluster.stderr()).toContain('deployment/web created\n');
  });

  test('kills what will not end when it is told twice', async () => {
    const stubborn = web(1)
      .replace("trap 'exit 0' TERM", "trap '' TERM")
      .replace('PeriodSeconds: 2', 'PeriodSeconds: 600');
    const cluster = await startUp(['-f', writeInput(stubborn)]);
    await until(() => running() === 1);
    cluster.process.kill('SIGINT');
    await until(() => cluster.stderr().includes('stopping; once more to kill\n'));
    expect(running()).toBe(1);
    expect(await cluster.end()).toBe(0);
    expect(running()).toBe(0);
  });

  test('finds the objects of its folder again, and the pods of one that was killed run on, none twice', async () => {
    const data = mkdtempSync(join(tmpdir(), 'up-data-'));
    places.push(data);
    const first = await startUp(['--data', data, '-f', writeInput(web(2))]);
    await until(() => running() === 2);
    const before = await ready(first, 2);
    await first.end('SIGKILL');
    expect(running()).toBe(2);

    const second = await startUp(['--data', data]);
    expect(await ready(second, 2)).toEqual(before);
    await clientOf(second).patch(
      deployments,
      { namespace: 'default', name: 'web' },
      { kind: 'merge', body: { spec: { replicas: 1 } } },
    );
    await until(() => running() === 1);
    expect(await second.end()).toBe(0);
    expect(running()).toBe(0);
  });

  test('keeps the key of its tokens with its folder, so that they hold after a restart', async () => {
    const data = mkdtempSync(join(tmpdir(), 'up-data-'));
    places.push(data);
    const flags = ['--data', data, '--api-only'];
    const ask = async ({ url }: UpCluster, path: string, token: string, body: object) => {
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      const answer = await fetch(`${url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
      return { code: answer.status, body: (await answer.json()) as { readonly status: { readonly token: string } } };
    };
    const whoAmI = '/apis/authentication.k8s.io/v1/selfsubjectreviews';
    const first = await startUp(flags);
    const accounts = '/api/v1/namespaces/default/serviceaccounts';
    await ask(first, accounts, 'T', { metadata: { name: 'robot' } });
    const { token } = (await ask(first, `${accounts}/robot/token`, 'T', { spec: {} })).body.status;
    await first.end('SIGKILL');

    const second = await startUp(flags);
    expect(await ask(second, whoAmI, token, {})).toMatchObject({
      body: { status: { userInfo: { username: 'system:serviceaccount:default:robot' } } },
    });
    await second.end();
    const key = join(data, 'service-account.key');
    expect(statSync(key).mode & 0o777).toBe(0o600);

    rmSync(key);
    const third = await startUp(flags);
    expect((await ask(third, whoAmI, token, {})).code).toBe(401);
    await third.end();
    writeFileSync(key, 'no key');
    await expect(startUp(flags)).rejects.toThrow(/ended with 2: error: .*service-account\.key cannot be used: /);
  });

  test('takes away what a killed one without a folder of its own has left', async () => {
    const state = mkdtempSync(join(tmpdir(), 'up-state-'));
    places.push(state);
    const first = await startUp(['--state', state, '-f', writeInput(web(1))]);
    await until(() => running() === 1);
    await first.end('SIGKILL');
    const second = await startUp(['--state', state]);
    await until(() => running() === 0);
    await second.end();
  });

  test('applies a folder again after a change, and deletes what has gone from it', async () => {
    const folder = writeInputs({
      'web.yaml': web(1),
      'more.yaml': web(1).replace('name: web, namespace', 'name: more, namespace'),
    });
    const cluster = await startUp(['--watch', folder]);
    onTestFinished(() => void cluster.end());
    await until(() => running() === 2);
    writeFileSync(join(folder, 'web.yaml'), web(2));
    await until(() => running() === 3);
    rmSync(join(folder, 'more.yaml'));
    await until(() => cluster.stderr().includes('deployment/more pruned'));
    await until(() => running() === 2);
    expect(await cluster.end()).toBe(0);
  });

  test('ends with the command that has it as its own, and with its exit code', () => {
    const script = `fetch(JSON.parse(require('fs').readFileSync(process.env.KUBECONFIG, 'utf8')).clusters[0].cluster.server + '/readyz')
      .then((answer) => { process.exitCode = answer.ok ? 7 : 1; });`;
    const place = mkdtempSync(join(tmpdir(), 'up-command-'));
    places.push(place);
    const { status, stderr } = spawnSync(process.execPath, [COMMAND, 'up', '--', process.execPath, '-e', script], {
      env: { ...process.env, OUTRIGGER_RUN: 'source', XDG_STATE_HOME: place },
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 7, stderr: '' });
  });

  test('lets people come by an AuthenticationConfiguration, which is followed', async () => {
    const open = (path: string) => `apiVersion: apiserver.config.k8s.io/v1
kind: AuthenticationConfiguration
anonymous: {enabled: true, conditions: [{path: ${path}}]}
`;
    const file = writeInput(open('/livez'), 'authentication.yaml');
    const cluster = await startUp(['--api-only', '--authentication-config', file]);
    onTestFinished(() => void cluster.end());
    const statusOf = async (path: string) => (await fetch(`${cluster.url}${path}`)).status;
    expect([await statusOf('/livez'), await statusOf('/version')]).toEqual([200, 401]);
    writeFileSync(file, open('/version').replace('kind: Auth', 'kind: auth'));
    await until(() => cluster.stderr().includes('what it said before is kept\n'));
    expect(cluster.stderr()).toMatch(/^error: .*\n {2}--> .*authentication\.yaml/);
    expect(await statusOf('/livez')).toBe(200);
    await cluster.end();
    const refused = startUp(['--authentication-config', file]);
    await expect(refused).rejects.toThrow(/ended with 2: error: [\s\S]*nobody can sign in by/);
  });

  test('has a certificate in every namespace', async () => {
    const cluster = await startUp(['--api-only']);
    onTestFinished(() => void cluster.end());
    const client = clientOf(cluster);
    await client.create(namespaces, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'fresh' } });
    await until(
      async () => (await client.get(configMaps, { namespace: 'fresh', name: 'kube-root-ca.crt' })) !== undefined,
    );
    const found = await client.get(configMaps, { namespace: 'fresh', name: 'kube-root-ca.crt' });
    const { 'ca.crt': text = '' } = (found as { data?: Record<string, string> }).data ?? {};
    expect(new X509Certificate(text).ca).toBe(true);
    await cluster.end();
  });

  test('tells of its pods as soon as an API server that was away is back', async () => {
    const cluster = await startUp();
    onTestFinished(() => void cluster.end());
    const misbehave = (method: string, what?: unknown) =>
      fetch(`${cluster.url}/as/T/outrigger/misbehave`, {
        method,
        ...(what !== undefined && { body: JSON.stringify(what) }),
      });
    const away = { act: 'refuse', code: 503, when: { users: ['system:outrigger:node'], verbs: ['patch'] } };
    expect((await misbehave('PUT', [away])).status).toBe(200);
    const client = clientOf(cluster);
    await client.create(deployments, parse(web(1)) as ApiObject, {});
    await until(() => running() === 1);
    const phases = async () =>
      (await client.list(pods, {})).items.map(({ status }) => (status as { phase: string }).phase);
    expect(await phases()).toEqual(['Pending']);
    await misbehave('DELETE');
    await ready(cluster, 1);
    expect(await cluster.end()).toBe(0);
    expect(running()).toBe(0);
  });

  test('ends when no container runtime answers', async () => {
    const started = startUp(['--driver', 'cri', '--cri', 'unix:///nobody.sock']);
    await expect(started).rejects.toThrow(/ended with 3: error: no container runtime answers at unix:/);
  });

  test('says that a port is taken, and that another cluster uses a folder', async () => {
    const data = mkdtempSync(join(tmpdir(), 'up-data-'));
    places.push(data);
    const cluster = await startUp(['--data', data]);
    onTestFinished(() => void cluster.end());
    const { port } = new URL(cluster.url);
    await expect(startUp(['--port', port])).rejects.toThrow(/ended with 3: error: nothing can listen on port \d+/);
    await expect(startUp(['--data', data])).rejects.toThrow(
      /ended with 3: error: another cluster \(process \d+\) uses/,
    );
    await cluster.end();
  });
});

/** The uids of the ready pods, as soon as there are so many, and how often each container has started again. */
async function ready(cluster: UpCluster, count: number): Promise<readonly string[]> {
  const client = clientOf(cluster);
  for (;;) {
    const { items } = await client.list(pods, { namespace: 'default' });
    const facts = items.flatMap(({ metadata, status }) => {
      const [container] =
        (status as { containerStatuses?: readonly { ready: boolean; restartCount: number }[] }).containerStatuses ?? [];
      return container?.ready ? [`${metadata?.uid} ${container.restartCount}`] : [];
    });
    if (facts.length === count && items.length === count) return facts.toSorted();
    await new Promise((later) => setTimeout(later, 50));
  }
}
