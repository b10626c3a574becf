import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runMain, writeInput } from './run-main.ts';

const NODE_AND_PODS = resolve(import.meta.dirname, '../../examples/node-and-pods.yaml');
const CONTAINERS = 'containers: [{name: app, image: "shop/web:1", resources: {requests: {cpu: 100m}}}]';
const DEPLOYMENT = workload('apps/v1', 'Deployment', 'replicas: 3');

describe('outrigger resources', () => {
  test('counts what a pod really requests, and what a kubectl before sidecars shows', async () => {
    const { workloads, together } = await account(NODE_AND_PODS);
    expect(workloads[0]).toMatchObject({
      name: 'web-7d9c',
      pods: 1,
      qosClass: 'Burstable',
      requests: { cpu: { total: '300m', decidedBy: 'init' }, memory: { total: '1088Mi', decidedBy: 'steady' } },
      limits: { memory: { total: '1Gi' } },
      shown: { requests: { cpu: '200m', memory: '1Gi' } },
    });
    expect(together).toEqual({
      pods: 1,
      real: { requests: { cpu: '300m', memory: '1088Mi', 'nvidia.com/gpu': '1' }, limits: LIMITS },
      shown: { requests: { cpu: '200m', memory: '1Gi', 'nvidia.com/gpu': '1' }, limits: LIMITS },
    });
  });

  test('counts on a node only pods that stand there and have not ended', async () => {
    const { nodes } = await account(NODE_AND_PODS);
    expect(nodes).toMatchObject([
      {
        name: 'worker-1',
        pods: 1,
        real: { requests: { cpu: { total: '300m', percent: 7 }, 'nvidia.com/gpu': { total: '1' } } },
        shown: { requests: { cpu: { total: '200m', percent: 5 } } },
      },
    ]);
  });

  test.each([
    ['a Deployment with replicas', DEPLOYMENT, 3],
    ['a Deployment without', workload('apps/v1', 'Deployment', ''), 1],
    ['a Deployment at rest', workload('apps/v1', 'Deployment', 'replicas: 0'), 0],
    ['a Job', workload('batch/v1', 'Job', 'parallelism: 5\n  completions: 2'), 2],
    ['a Job that is suspended', workload('batch/v1', 'Job', 'parallelism: 5\n  suspend: true'), 0],
    ['a DaemonSet without nodes', workload('apps/v1', 'DaemonSet', ''), 1],
    ['a DaemonSet on two nodes', `${workload('apps/v1', 'DaemonSet', '')}${node('a')}${node('b')}`, 2],
    ['a Deployment whose pods are there too', `${DEPLOYMENT}${owned('ReplicaSet', 'web')}${owned('Pod', 'web-1')}`, 1],
  ])('counts the pods of %s', async (_, text, pods) => {
    const { together } = await account(writeInput(text));
    expect(together).toMatchObject({ pods, real: { requests: pods === 0 ? {} : { cpu: `${pods * 100}m` } } });
  });

  test('says in words what decides', async () => {
    const { stdout } = await runMain(['resources', NODE_AND_PODS, '-o', 'wide', '--width', '300']);
    expect(stdout).toContain(
      '  cpu 300m: init container migrate needs 200m beside sidecar proxy 100m, together 300m, more than the 200m of ' +
        'app 100m + sidecar proxy 100m (kubectl 1.28 shows 200m)\n',
    );
  });

  test('counts as an older Kubernetes does', async () => {
    const { workloads } = await account(NODE_AND_PODS, '--kubelet', '1.28');
    expect(workloads[0]).toMatchObject({ requests: { cpu: { total: '200m' }, memory: { total: '1Gi' } } });
  });

  test('leaves a pod out whose amounts cannot be read, and says where', async () => {
    const bad = writeInput(`${DEPLOYMENT.replace('100m', '100x')}${workload('batch/v1', 'Job', '')}`);
    const { exitCode, stdout, stderr } = await runMain(['resources', bad]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('Invalid value: "100x"');
    expect(stderr).toMatch(/pod\.yaml:\d+:\d+\n/);
    expect(stdout).toContain('Together, 1 pod:');
  });

  test('says what cannot be read, and not that there is nothing', async () => {
    const { exitCode, stderr } = await runMain(['resources', writeInput('kind: Pod\nkind: Job\n')]);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/key "kind" already set in map\n +--> .*pod\.yaml:2:1/);
    expect(stderr).not.toContain('no pod among');
  });

  test('refuses a number too large to count with', async () => {
    const { exitCode, stderr } = await runMain(['resources', writeInput(DEPLOYMENT.replace('100m', '9'.repeat(3000)))]);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/pod\.yaml:\d+:\d+\n/);
  });

  test.each([
    [['resources'], 'no file was named'],
    [['resources', NODE_AND_PODS, '--kubectl', 'latest'], '"latest" is no version'],
    [['resources', NODE_AND_PODS, '--name', 'pod/web'], 'no "pod/web" among the objects'],
    [['resources', '-'], 'no pod among the objects'],
  ])('%j is wrong use', async (line, message) => {
    const { exitCode, stdout, stderr } = await runMain(line, { stdin: SERVICE });
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain(message);
  });
});

const SERVICE = 'apiVersion: v1\nkind: Service\nmetadata: {name: a}\n';
const LIMITS = { memory: '1Gi', 'nvidia.com/gpu': '1' };

async function account(file: string, ...flags: readonly string[]) {
  const { stdout, stderr, exitCode } = await runMain(['resources', file, '-o', 'json', ...flags]);
  expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
  return JSON.parse(stdout);
}

function workload(apiVersion: string, kind: string, spec: string): string {
  const name = 'metadata: {name: web, namespace: shop}';
  const restart = kind === 'Job' ? 'restartPolicy: Never, ' : '';
  const selector = kind === 'Job' ? '' : '  selector: {matchLabels: {app: web}}\n';
  const template = `  template: {metadata: {labels: {app: web}}, spec: {${restart}${CONTAINERS}}}\n`;
  return `---\napiVersion: ${apiVersion}\nkind: ${kind}\n${name}\nspec:\n  ${spec}\n${selector}${template}`;
}

function node(name: string): string {
  return `---\napiVersion: v1\nkind: Node\nmetadata: {name: ${name}}\nstatus: {allocatable: {cpu: "4"}}\n`;
}

function owned(kind: string, name: string): string {
  const owner = kind === 'Pod' ? 'ReplicaSet' : 'Deployment';
  const references = `ownerReferences: [{apiVersion: apps/v1, kind: ${owner}, name: web, uid: x, controller: true}]`;
  const metadata = `metadata: {name: ${name}, namespace: shop, ${references}}`;
  if (kind === 'Pod') return `---\napiVersion: v1\nkind: Pod\n${metadata}\nspec: {${CONTAINERS}}\n`;
  return workload('apps/v1', kind, 'replicas: 1').replace(/metadata: .*/, metadata);
}
