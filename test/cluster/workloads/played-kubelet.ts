import { ApiError, type Client, type Clock, createReflector, type ResourceRef } from '@outrigger/cluster';
import {
  type Behaviour,
  type ContainerStatus,
  type Kubelet,
  kubeletOf,
  kubeletTiming,
  type PodStatus,
  play,
  type Scenario,
} from '@outrigger/pod';
import type { IPod } from 'kubernetes-models/v1';
import { behaviourOf } from './shell-behaviour.ts';

/** A node whose kubelet is the engine of `@outrigger/pod` on the clock that it is given; its scheduler takes every pod. */
export async function startPlayedKubelet(client: Client, options: PlayedKubeletOptions): Promise<void> {
  const { clock, random, signal, node = 'node-1' } = options;
  const kubelet = kubeletOf('1.36.2', { timing: kubeletTiming() }) as Kubelet;
  const at = apiTime(clock.now());
  await client.delete(nodes, { name: node });
  await client.create(nodes, {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: node, labels: { 'kubernetes.io/hostname': node } },
  });
  await client.subresource(
    nodes,
    { name: node, subresource: 'status' },
    {
      method: 'PATCH',
      patch: 'merge',
      body: {
        status: {
          allocatable: { cpu: '64', memory: '256Gi', pods: '1000' },
          capacity: { cpu: '64', memory: '256Gi', pods: '1000' },
          conditions: [
            {
              type: 'Ready',
              status: 'True',
              reason: 'KubeletReady',
              message: '',
              lastTransitionTime: at,
              lastHeartbeatTime: at,
            },
          ],
        },
      },
    },
  );
  // Nobody looks after taints here: a node is ready at once.
  await client.patch(nodes, { name: node }, { kind: 'merge', body: { spec: { taints: null } } });
  void keepLease(client, options, node);
  const lives = new Map<string, Life>();
  const reflector = createReflector({ client, resource: pods, clock, random });
  void (async () => {
    for await (const { changes } of reflector.batches(signal)) {
      for (const { type, object } of changes) {
        const uid = object.metadata?.uid ?? '';
        if (type === 'DELETED') {
          lives.get(uid)?.end();
          lives.delete(uid);
        } else if (lives.has(uid)) lives.get(uid)?.see(object as unknown as IPod);
        else lives.set(uid, live(client, { clock, signal, node, kubelet }, object as unknown as IPod));
      }
    }
  })();
}

/** A sign of life every ten seconds, as long as the node is there. */
async function keepLease(client: Client, { clock, signal }: PlayedKubeletOptions, node: string): Promise<void> {
  const place = { namespace: 'kube-node-lease', name: node };
  const lease = { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata: place };
  await client.create(leases, lease).catch(unlessRefused);
  while (!signal.aborted && (await client.get(nodes, { name: node })) !== undefined) {
    const renewTime = new Date(clock.now()).toISOString().replace('Z', '000Z');
    const body = { spec: { holderIdentity: node, leaseDurationSeconds: 40, renewTime } };
    await client.patch(leases, place, { kind: 'merge', body }).catch(unlessRefused);
    await clock.delay(10_000, signal);
    const { metadata } = (await client.get(nodes, { name: node })) ?? {};
    // A test may have the node fall silent.
    if (metadata?.annotations?.['test/silent'] !== undefined) return;
  }
}

/** What a played kubelet needs. */
export interface PlayedKubeletOptions {
  readonly clock: Clock;
  readonly random: () => number;
  readonly signal: AbortSignal;
  readonly node?: string;
}

interface Life {
  readonly see: (pod: IPod) => void;
  readonly end: () => void;
}

interface Surroundings {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly node: string;
  readonly kubelet: Kubelet;
}

/** Binds one pod and plays its life: anew from its beginning whenever something is done to it. */
function live(client: Client, { clock, signal, node, kubelet }: Surroundings, first: IPod): Life {
  const { namespace = '', name = '', uid = '' } = first.metadata ?? {};
  const place = { namespace, name };
  const began = clock.now();
  let deleted: { readonly at: number; readonly grace: number } | undefined;
  let playing = new AbortController();
  /** So many statuses are written; a life that is played anew begins with the same ones. */
  let shown = 0;

  async function act(pod: IPod): Promise<void> {
    const mine = playing;
    const over = AbortSignal.any([mine.signal, signal]);
    const scenario: Scenario = {
      name,
      description: '',
      pod,
      behaviour: behaviours(pod),
      timeline: deleted ? [{ at: deleted.at, does: 'delete', graceSeconds: deleted.grace }] : [],
      until: deleted ? deleted.at + 120_000 : 300_000,
      missingImages: (image) => !/^localhost\/busybox:[12]$/.test(image),
      pullableImages: () => false,
    };
    const since = new Map<string, number>();
    for (const [at, entry] of play(scenario, kubelet).status.entries()) {
      if (entry.status === undefined && !entry.gone) continue;
      for (const { type, status: is } of entry.status?.conditions ?? []) {
        since.delete(`${type}=${!is}`);
        if (!since.has(`${type}=${is}`)) since.set(`${type}=${is}`, entry.at);
      }
      if (at < shown) continue;
      const wait = began + entry.at - clock.now();
      if (wait > 0) await clock.delay(wait, over);
      if (over.aborted) return;
      shown = at + 1;
      if (entry.gone) {
        await clock.delay(untilLook(clock.now(), name), signal);
        await client.delete(pods, place, { gracePeriodSeconds: 0, preconditions: { uid } }).catch(unlessRefused);
        return;
      }
      const status = entry.status && apiStatus(entry.status, pod, began, since);
      const body = { metadata: { uid }, status };
      const write = { method: 'PATCH', patch: 'merge', body } as const;
      await client.subresource(pods, { ...place, subresource: 'status' }, write).catch(unlessRefused);
    }
  }

  async function bind(): Promise<void> {
    const body = { apiVersion: 'v1', kind: 'Binding', metadata: place, target: { kind: 'Node', name: node } };
    await client.subresource(pods, { ...place, subresource: 'binding' }, { method: 'POST', body }).catch(unlessRefused);
  }

  /** Whether the pod was told to end just now. */
  function isNewlyDeleted({ metadata }: IPod): boolean {
    if (metadata?.deletionTimestamp === undefined || deleted !== undefined) return false;
    deleted = { at: clock.now() - began, grace: metadata.deletionGracePeriodSeconds ?? 30 };
    return true;
  }

  isNewlyDeleted(first);
  void bind().then(() => act(first));
  return {
    see(pod) {
      if (!isNewlyDeleted(pod)) return;
      playing.abort();
      playing = new AbortController();
      void act(first);
    },
    end: () => playing.abort(),
  };
}

/**
 * A kubelet looks at all its containers once a second: of pods that have ended between two looks nobody knows the order. Here
 * it is the one of their numbers.
 */
function untilLook(now: number, name: string): number {
  const number = Number(/-(\d)$/.exec(name)?.[1] ?? 0);
  return 1000 - (now % 1000) + number;
}

function behaviours(pod: IPod): Readonly<Record<string, readonly Behaviour[]>> {
  const all = [...(pod.spec?.initContainers ?? []), ...(pod.spec?.containers ?? [])];
  const index = pod.metadata?.labels?.['batch.kubernetes.io/job-completion-index'] ?? '';
  return Object.fromEntries(
    all.map(({ name, command = [] }) => [name, [behaviourOf(command.at(-1) ?? '', { JOB_COMPLETION_INDEX: index })]]),
  );
}

function apiStatus(status: PodStatus, pod: IPod, began: number, since: ReadonlyMap<string, number>): unknown {
  // What never ran has no time.
  const time = (at: number): string | null => (Number.isFinite(at) ? apiTime(began + at) : null);
  const inits = pod.spec?.initContainers?.length ?? 0;
  const address = addressOf(pod.metadata?.uid ?? '');
  const container = ({ name, id, state, last, restarts, ready, started }: ContainerStatus): unknown => ({
    name,
    image: '',
    imageID: '',
    ready,
    restartCount: restarts,
    ...(started !== undefined && { started }),
    ...(id !== '' && { containerID: `played://${id}` }),
    state: stateOf(state),
    lastState: last ? stateOf(last) : {},
  });
  const stateOf = (state: ContainerStatus['state']): unknown => {
    if (state.is === 'waiting') return { waiting: { reason: state.reason, message: state.message } };
    if (state.is === 'running') return { running: { startedAt: time(state.startedAt) } };
    const { reason, message, exitCode, startedAt, finishedAt } = state;
    return { terminated: { reason, message, exitCode, startedAt: time(startedAt), finishedAt: time(finishedAt) } };
  };
  return {
    phase: status.phase,
    ...(status.reason !== '' && { reason: status.reason }),
    ...(status.message !== '' && { message: status.message }),
    ...(status.startTime !== undefined && { startTime: time(status.startTime) }),
    ...(status.phase === 'Running' && { podIP: address, podIPs: [{ ip: address }] }),
    conditions: status.conditions.map(({ type, status: is, reason, message }) => ({
      type,
      status: is ? 'True' : 'False',
      ...(reason !== '' && { reason }),
      ...(message !== '' && { message }),
      lastTransitionTime: time(since.get(`${type}=${is}`) ?? 0),
    })),
    initContainerStatuses: status.containers.slice(0, inits).map(container),
    containerStatuses: status.containers.slice(inits, inits + (pod.spec?.containers?.length ?? 0)).map(container),
  };
}

/** An address for each pod, by its uid. */
function addressOf(uid: string): string {
  const number = Number.parseInt(uid.slice(0, 4), 16) || 0;
  return `10.244.${number >> 8}.${number & 255}`;
}

function unlessRefused(error: unknown): undefined {
  if (!(error instanceof ApiError)) throw error;
  return undefined;
}

function apiTime(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');
}

const pods: ResourceRef = { group: '', version: 'v1', plural: 'pods' };
const leases: ResourceRef = { group: 'coordination.k8s.io', version: 'v1', plural: 'leases' };
const nodes: ResourceRef = { group: '', version: 'v1', plural: 'nodes' };
