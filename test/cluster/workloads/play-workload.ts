import { ApiError, type ApiObject, type Client, type ResourceRef } from '@outrigger/cluster';
import type { RecordedWorkloads, Step } from './recorded-workloads.ts';
import { startVirtualCluster } from './virtual-cluster.ts';

/** A workload's life, as play.mjs writes it down. */
export interface PlayedWorkload {
  readonly name: string;
  readonly observedFor: number;
  readonly changes: readonly unknown[];
  readonly events: readonly unknown[];
}

/** Plays a workload in a cluster of its own, in virtual time, and writes down what play.mjs would. */
export async function playWorkload({ scenarios, brief }: RecordedWorkloads, name: string): Promise<PlayedWorkload> {
  const [objects, steps, until] = scenarios[name] ?? [[], [], 0];
  const cluster = await startVirtualCluster();
  const { client, clock, runUntil } = cluster;
  void client.create(NAMESPACES, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'wl' } });
  const life = writeDown(client, { clock, brief, signal: cluster.signal });
  await runUntil(0.4);
  life.begin();
  void createAll(client, objects, life);
  const main = objects[0] as ApiObject;
  for (const [at, step] of steps) {
    await runUntil(0.4 + at);
    void act(client, main, step, life);
  }
  await runUntil(0.4 + until);
  await cluster.end();
  return { name, observedFor: until, changes: life.changes, events: life.events };
}

const NAMESPACES: ResourceRef = { group: '', version: 'v1', plural: 'namespaces' };
const PODS: ResourceRef = { group: '', version: 'v1', plural: 'pods' };
const EVENTS: ResourceRef = { group: '', version: 'v1', plural: 'events' };

const GROUPS: Readonly<Record<string, string>> = {
  Deployment: 'apps',
  StatefulSet: 'apps',
  DaemonSet: 'apps',
  ReplicaSet: 'apps',
  Job: 'batch',
  CronJob: 'batch',
  PodDisruptionBudget: 'policy',
};

function resourceOf(kind: string): ResourceRef {
  return { group: GROUPS[kind] ?? '', version: 'v1', plural: `${kind.toLowerCase()}s` };
}

interface Life {
  readonly changes: unknown[];
  readonly events: unknown[];
  readonly begin: () => void;
  readonly tell: (change: Readonly<Record<string, unknown>>) => void;
  /** The name of the pod of this number, of those that there are. */
  readonly podName: (number: number) => string;
}

interface Watching {
  readonly clock: { readonly now: () => number };
  readonly brief: RecordedWorkloads['brief'];
  readonly signal: AbortSignal;
}

/** As play.mjs does it: names are numbered, and what says nothing new is left out. */
function writeDown(client: Client, { clock, brief, signal }: Watching): Life {
  const changes: unknown[] = [];
  const events: unknown[] = [];
  const names = new Map<string, string>();
  const counts: Record<string, number> = {};
  const last = new Map<string, string>();
  const live = new Map<string, string>();
  let began = clock.now();
  const at = (): number => (clock.now() - began) / 1000;
  const alias = (kind: string, name: string): string => {
    const short = SHORT[kind];
    if (short === undefined || name === 'w' || /^w-\d$/.test(name)) return name;
    const key = `${kind}/${name}`;
    if (!names.has(key)) {
      counts[kind] = (counts[kind] ?? 0) + 1;
      names.set(key, `${short}-${counts[kind]}`);
    }
    return names.get(key) ?? name;
  };
  const see = (kind: string, type: string, object: ApiObject): void => {
    const name = alias(kind, object.metadata?.name ?? '');
    const seen = type === 'DELETED' ? {} : brief({ ...object, kind });
    const text = JSON.stringify(seen);
    if (type !== 'DELETED' && last.get(kind + name) === text) return;
    last.set(kind + name, text);
    if (kind === 'Pod' && type === 'DELETED') live.delete(name);
    else if (kind === 'Pod') live.set(name, object.metadata?.name ?? '');
    const owners = type === 'ADDED' ? object.metadata?.ownerReferences : undefined;
    const owner = owners && { owner: owners.map((ref) => `${ref.kind}/${alias(ref.kind, ref.name)}`).join() };
    const what = type === 'MODIFIED' ? 'changed' : type === 'ADDED' ? 'added' : 'deleted';
    changes.push({ at: at(), kind, name, type: what, ...owner, ...seen });
  };
  const counted = new Map<string, number>();
  const hear = (type: string, event: ApiObject): void => {
    const { involvedObject, count = 1, reason } = event as unknown as CoreEvent;
    if (type === 'DELETED' || counted.get(event.metadata?.name ?? '') === count) return;
    counted.set(event.metadata?.name ?? '', count);
    const name = alias(involvedObject.kind, involvedObject.name);
    events.push({ at: at(), kind: involvedObject.kind, name, type: event.type, reason, count });
  };
  const follow = async (resource: ResourceRef, on: (type: string, object: ApiObject) => void): Promise<void> => {
    for await (const lines of client.watch(resource, { namespace: 'wl' }, signal)) {
      for (const { type, object } of lines) on(type, object);
    }
  };
  for (const kind of WATCHED) void follow(resourceOf(kind), (type, object) => see(kind, type, object));
  void follow(EVENTS, hear);
  return {
    changes,
    events,
    begin: () => {
      began = clock.now();
    },
    tell: (change) => changes.push({ at: at(), ...change }),
    podName: (number) => [...live.values()][number - 1] ?? '',
  };
}

const SHORT: Readonly<Record<string, string>> = { Pod: 'pod', ReplicaSet: 'rs', Job: 'job' };
const WATCHED = ['Pod', 'ReplicaSet', 'Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob'];

interface CoreEvent {
  readonly involvedObject: { readonly kind: string; readonly name: string };
  readonly count?: number;
  readonly reason: string;
}

async function createAll(client: Client, objects: readonly ApiObject[], life: Life): Promise<void> {
  for (const object of objects) {
    const { kind = '' } = object;
    try {
      await client.create(resourceOf(kind), { ...object, metadata: { ...object.metadata, namespace: 'wl' } });
    } catch (error) {
      const { message } = error as Error;
      life.tell({ kind, name: object.metadata?.name, type: 'refused', message });
    }
  }
}

async function act(client: Client, main: ApiObject, step: Step, life: Life): Promise<void> {
  const [name] = Object.keys(step);
  const told = { kind: 'step', name, type: 'done' };
  try {
    await doStep(client, main, step, life);
    life.tell({ ...told, code: step.evictPod === undefined ? 200 : 201 });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    life.tell({ ...told, code: error.code, reason: error.reason, message: error.message });
  }
}

async function doStep(client: Client, main: ApiObject, step: Step, life: Life): Promise<void> {
  const resource = resourceOf(main.kind ?? '');
  const place = { namespace: 'wl', name: 'w' };
  if (step.patch !== undefined) {
    const kind = step.as?.includes('strategic') ? 'strategic' : 'merge';
    await client.patch(resource, place, { kind, body: step.patch });
  } else if (step.delete !== undefined) {
    await client.delete(resource, place, { propagationPolicy: step.delete });
  } else {
    const name = life.podName(step.deletePod ?? step.evictPod ?? 1);
    const pod = { namespace: 'wl', name };
    if (step.deletePod !== undefined) await client.delete(PODS, pod);
    else {
      const body = { apiVersion: 'policy/v1', kind: 'Eviction', metadata: pod };
      await client.subresource(PODS, { ...pod, subresource: 'eviction' }, { method: 'POST', body });
    }
  }
}
