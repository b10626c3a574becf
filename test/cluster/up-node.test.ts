import { readdirSync, readFileSync } from 'node:fs';
import { totalmem } from 'node:os';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasKubectl } from './kubectl/install-kubectl.ts';
import { type Called, kubectlOf, startUp, type UpCluster } from './up/start-up.ts';

const isThere = hasKubectl();
if (!isThere && process.env.CI) throw new Error('kubectl is needed in CI: apt-get install kubernetes-client');

/** A container that needs a second to end; its processes bear the name, which no other test has. */
const spec = (name: string) =>
  `{terminationGracePeriodSeconds: 20, containers: [{name: app, image: "busybox:1", command: [sh, -c, "trap 'sleep 1; exit 0' TERM; while :; do sleep 0.1; done; : ${markOf(name)}"]}]}`;
const podCalled = (name: string) => `apiVersion: v1
kind: Pod
metadata: {name: ${name}}
spec: ${spec(name)}
`;
const DEPLOYMENT = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template: {metadata: {labels: {app: web}}, spec: ${spec('web')}}
`;

describe.skipIf(!isThere)('the node of outrigger up, by a real kubectl:', { timeout: 60_000 }, () => {
  let cluster: UpCluster;
  let kubectl: (line: string, input?: string) => Called;
  let node = '';

  beforeAll(async () => {
    cluster = await startUp();
    kubectl = kubectlOf(cluster);
    node = kubectl('get nodes -o name').stdout.trim();
  }, 60_000);
  afterAll(async () => {
    await cluster?.end();
  }, 60_000);

  test('has what the machine has, and a lease that is its own', () => {
    const { stdout } = kubectl(`get ${node} -o json`);
    const { metadata, status } = JSON.parse(stdout) as Node;
    expect(bytesOf(status.capacity.memory ?? '')).toBe(Math.floor(totalmem() / 1024) * 1024);
    expect(bytesOf(status.allocatable.memory ?? '')).toBe(Math.floor(totalmem() / 1024) * 1024 - 100 * 1024 ** 2);
    const disk = bytesOf(status.capacity['ephemeral-storage'] ?? '');
    expect(bytesOf(status.allocatable['ephemeral-storage'] ?? '')).toBeCloseTo(disk * 0.9, -4);
    expect(kubectl(`get ${node} --no-headers`).stdout).toMatch(/^\S+ +Ready +/);
    const owner = '{.metadata.ownerReferences[0].uid}';
    expect(kubectl(`get lease -n kube-node-lease -o jsonpath='${owner}' ${metadata.name}`).stdout).toBe(metadata.uid);
    expect(kubectl(`describe ${node}`).stdout).toMatch(/Container Runtime Version: +outrigger:\/\/process\n/);
  });

  test('delete --force takes the object at once, and the process still gets its time to end', async () => {
    expect(kubectl('apply -f -', podCalled('forced')).exitCode).toBe(0);
    expect(kubectl('wait --for=condition=Ready pod/forced --timeout 20s').exitCode).toBe(0);
    expect(running('forced')).toBe(1);
    expect(kubectl('delete pod forced --force --grace-period=0').exitCode).toBe(0);
    expect(kubectl('get pod forced').stderr).toContain('pods "forced" not found');
    expect(running('forced')).toBe(1);
    await expect.poll(() => running('forced'), { timeout: 10_000 }).toBe(0);
  });

  test('a pod of the same name may follow one that was deleted by force, and has its own process', async () => {
    kubectl('apply -f -', podCalled('again'));
    kubectl('wait --for=condition=Ready pod/again --timeout 20s');
    expect(kubectl('delete pod again --force --grace-period=0').exitCode).toBe(0);
    expect(kubectl('apply -f -', podCalled('again')).exitCode).toBe(0);
    expect(kubectl('wait --for=condition=Ready pod/again --timeout 20s').exitCode).toBe(0);
    await expect.poll(() => running('again'), { timeout: 10_000 }).toBe(1);
    expect(kubectl("exec again -- sh -c 'echo alive'").stdout).toBe('alive\n');
    expect(kubectl('delete pod again --now').exitCode).toBe(0);
    expect(running('again')).toBe(0);
  });

  test('drain evicts what runs, a budget holds that up, and uncordon brings it back', async () => {
    kubectl('apply -f -', DEPLOYMENT);
    expect(kubectl('rollout status deployment/web --timeout 30s').exitCode).toBe(0);
    kubectl('create pdb web --selector app=web --min-available 2');
    const held = kubectl(`drain ${node} --timeout 2s`);
    expect(held.exitCode).toBe(1);
    expect(held.stderr).toContain("Cannot evict pod as it would violate the pod's disruption budget.");
    kubectl('delete pdb web');
    const drained = kubectl(`drain ${node} --timeout 20s`);
    expect(drained.stdout).toMatch(/pod\/web-\S+ evicted\n(.*\n)*.* drained\n$/);
    expect(running('web')).toBe(0);
    const phases = () => kubectl("get pods -l app=web -o jsonpath='{.items[*].status.phase}'").stdout;
    await expect.poll(phases, { timeout: 10_000 }).toBe('Pending Pending');
    expect(kubectl(`uncordon ${node}`).exitCode).toBe(0);
    expect(kubectl('rollout status deployment/web --timeout 30s').exitCode).toBe(0);
  });

  test('a taint with NoExecute has pods leave that do not tolerate it', async () => {
    kubectl('apply -f -', podCalled('leaves'));
    kubectl('wait --for=condition=Ready pod/leaves --timeout 20s');
    expect(kubectl(`taint ${node.replace('/', ' ')} out=of:NoExecute`).exitCode).toBe(0);
    expect(kubectl('wait --for=delete pod/leaves --timeout 20s').exitCode).toBe(0);
    expect(running('leaves')).toBe(0);
    expect(kubectl(`taint ${node.replace('/', ' ')} out-`).exitCode).toBe(0);
    expect(kubectl('get events').stdout).toMatch(
      /TaintManagerEviction +pod\/leaves +Marking for deletion Pod default\/leaves/,
    );
  });
});

interface Node {
  readonly metadata: { readonly name: string; readonly uid: string };
  readonly status: Readonly<Record<'capacity' | 'allocatable', Readonly<Record<string, string>>>>;
}

function bytesOf(quantity: string): number {
  const [, number = '', unit = ''] = /^(\d+)(\D*)$/.exec(quantity) ?? [];
  return Number(number) * 1024 ** ['', 'Ki', 'Mi', 'Gi', 'Ti'].indexOf(unit);
}

function markOf(name: string): string {
  return `up-node-${process.pid}-${name}`;
}

/** How many processes bear the name in their command lines. */
function running(name: string): number {
  return readdirSync('/proc').filter((pid) => /^\d+$/.test(pid) && commandOf(pid).includes(markOf(name))).length;
}

function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}
