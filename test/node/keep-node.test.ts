import { type ApiObject, type Client, clientOf, createLocal, startControllers } from '@outrigger/cluster';
import { keepNode, type NodeOptions, RuntimeFailure } from '@outrigger/node';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createVirtualClock } from '../cluster/virtual-clock.ts';

const BEGAN = Date.parse('2026-01-05T10:00:00Z');
const MACHINE: NodeOptions['machine'] = {
  name: 'here',
  cpus: 2,
  memoryBytes: 4 * 1024 ** 3,
  diskBytes: 100 * 1024 ** 3,
  address: '10.0.0.1',
  architecture: 'x64',
  system: 'linux',
  kernel: '6.1.0',
  osImage: 'Debian',
  machineId: 'm',
  bootId: 'b',
  runtime: 'containerd://1.6.20',
  kubelet: '1.36.2',
};

describe('a node in virtual time', () => {
  test('is registered with what its machine has, less what a kubelet holds back', async () => {
    const { node } = await startNode();
    expect(await node()).toMatchObject({
      metadata: { labels: { 'kubernetes.io/arch': 'amd64', 'kubernetes.io/hostname': 'here' } },
      status: {
        capacity: { cpu: '2', memory: '4Gi', 'ephemeral-storage': '100Gi', pods: '110' },
        allocatable: { cpu: '2', memory: '3996Mi', 'ephemeral-storage': '96636764160', pods: '110' },
        images: [
          { names: ['app@sha256:1', 'app:1'], sizeBytes: 30 },
          { names: ['tool:1'], sizeBytes: 20 },
        ],
        nodeInfo: { containerRuntimeVersion: 'containerd://1.6.20', architecture: 'amd64', kubeletVersion: 'v1.36.2' },
      },
    });
  });

  test('renews its lease every ten seconds, and its conditions every five minutes', async () => {
    const { runUntil, heartbeat, renewed, transition } = await startNode();
    await runUntil(295);
    expect([await renewed(), await heartbeat()]).toEqual([290, 0]);
    await runUntil(305);
    expect([await renewed(), await heartbeat(), await transition()]).toEqual([300, 300, 0]);
  });

  test('tells of another image within ten seconds', async () => {
    const { images, node, runUntil, heartbeat } = await startNode();
    await runUntil(15);
    images.push({ names: ['new:1'], sizeBytes: 25 });
    await runUntil(25);
    const { status } = (await node()) as { status: { images: { names: string[] }[] } };
    expect(status.images.map(({ names }) => names.at(-1))).toEqual(['app:1', 'new:1', 'tool:1']);
    expect(await heartbeat()).toBe(20);
  });

  test('is not ready while its runtime is away for more than half a minute, and then again', async () => {
    const { world, ready, runUntil, events } = await startNode();
    world.isAway = true;
    await runUntil(29);
    expect(await ready()).toMatchObject({ status: 'True' });
    await runUntil(45);
    expect(await ready()).toMatchObject({
      status: 'False',
      reason: 'KubeletNotReady',
      message: 'container runtime is down',
    });
    world.isAway = false;
    await runUntil(55);
    expect(await ready()).toMatchObject({ status: 'True', reason: 'KubeletReady' });
    expect(await events()).toEqual([
      'Starting',
      'NodeHasSufficientMemory',
      'NodeHasNoDiskPressure',
      'NodeHasSufficientPID',
      'NodeReady',
      'NodeNotReady',
      'NodeReady',
    ]);
  });

  test('that falls silent is unknown to the controller, and ready again when its kubelet is back', async () => {
    const { clock, client, silence, ready, runUntil, events, node } = await startNode();
    void startControllers(client, { clock, signal: ending(), only: ['node-lifecycle-controller'] });
    await runUntil(60);
    silence.abort();
    await runUntil(105);
    expect(await ready()).toMatchObject({ status: 'True' });
    await runUntil(120);
    expect(await ready()).toMatchObject({ status: 'Unknown', message: 'Kubelet stopped posting node status.' });
    const taints = async () => ((await node()).spec as { taints?: { effect: string }[] }).taints?.map((t) => t.effect);
    expect((await taints())?.toSorted()).toEqual(['NoExecute', 'NoSchedule']);

    void keepNode({ ...quiet, clock, client, images: async () => [], signal: ending() });
    await runUntil(135);
    expect(await ready()).toMatchObject({ status: 'True' });
    expect((await taints()) ?? []).toEqual([]);
    expect((await events()).slice(5)).toEqual([
      'NodeNotReady',
      'Starting',
      'NodeHasSufficientMemory',
      'NodeHasNoDiskPressure',
      'NodeHasSufficientPID',
      'NodeReady',
    ]);
  });

  test('that was deleted takes its lease with it, and complains once', async () => {
    const { client, clock, runUntil, complaints } = await startNode();
    void startControllers(client, { clock, signal: ending(), only: ['garbage-collector-controller'] });
    await runUntil(5);
    const { metadata } = (await client.get(LEASES, LEASE)) as ApiObject;
    expect(metadata?.ownerReferences).toMatchObject([{ kind: 'Node', name: 'here' }]);
    await client.delete(NODES, { name: 'here' });
    await runUntil(55);
    expect(complaints).toEqual(['the status of the node was not written: node "here" not found']);
  });
});

const NODES = { group: '', version: 'v1', plural: 'nodes' };
const LEASES = { group: 'coordination.k8s.io', version: 'v1', plural: 'leases' };
const LEASE = { namespace: 'kube-node-lease', name: 'here' };
const quiet = { machine: MACHINE, note: () => {} };

/** Ends with the test. */
function ending(): AbortSignal {
  const over = new AbortController();
  onTestFinished(() => over.abort());
  return over.signal;
}

async function startNode() {
  const virtual = createVirtualClock();
  const clock = { now: () => BEGAN + virtual.now(), delay: virtual.delay };
  const local = createLocal({ now: () => new Date(clock.now()), random: () => 0.5, delay: clock.delay });
  onTestFinished(() => local.close());
  const client: Client = clientOf(local, { username: 'kubelet', groups: ['system:masters'] }, { clock });
  const silence = new AbortController();
  onTestFinished(() => silence.abort());
  const images = [
    { names: ['tool:1'], sizeBytes: 20 },
    { names: ['app@sha256:1', 'app:1'], sizeBytes: 30 },
  ];
  const world = { isAway: false };
  const complaints: string[] = [];
  void keepNode({
    client,
    clock,
    machine: MACHINE,
    signal: silence.signal,
    note: (message) => complaints.push(message),
    async images() {
      if (world.isAway) throw new RuntimeFailure('no answer');
      return images;
    },
  });
  await virtual.runUntil(1);
  const node = async () => (await client.get(NODES, { name: 'here' })) as ApiObject;
  const ready = async (): Promise<Readonly<Record<string, string>>> => {
    const { conditions } = (await node()).status as { conditions: { type: string; [field: string]: string }[] };
    return conditions.find(({ type }) => type === 'Ready') ?? {};
  };
  const secondsOf = (time: unknown) => Math.round((Date.parse(String(time)) - BEGAN) / 1000);
  return {
    client,
    clock,
    silence,
    images,
    world,
    complaints,
    node,
    ready,
    runUntil: (seconds: number) => virtual.runUntil(seconds * 1000),
    heartbeat: async () => secondsOf((await ready()).lastHeartbeatTime),
    transition: async () => secondsOf((await ready()).lastTransitionTime),
    async renewed() {
      const { spec } = (await client.get(LEASES, LEASE)) as { readonly spec?: { readonly renewTime: string } };
      return secondsOf(spec?.renewTime);
    },
    async events() {
      const { items } = await client.list({ group: '', version: 'v1', plural: 'events' }, { namespace: 'default' });
      const said = items as unknown as { readonly reason: string; readonly metadata: { readonly name: string } }[];
      return said.toSorted((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1)).map(({ reason }) => reason);
    },
  };
}
