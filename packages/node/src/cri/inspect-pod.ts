import type { CreatedSandbox, PodPlace, RuntimeContents } from '../runtime/pod-runtime.ts';
import type { CriClient } from './call/cri-client.ts';
import { whenIdle } from './call/when-idle.ts';
import { containerEnd } from './container-end.ts';
import type { Instances } from './instances.ts';
import { ANNOTATION, podSelector } from './plan/labels.ts';
import { type EndWatch, statusOf } from './watch/end-watch.ts';
import type { Received } from './wire/shape.ts';
import { CONTAINER, SANDBOX_READY } from './wire/words.ts';

/** Finds what there is of a pod, and takes it over: from now on ends of what runs are told. */
export async function inspectPod(world: InspectWorld): Promise<RuntimeContents> {
  const { client, place, owner } = world;
  const filter = { labelSelector: podSelector(place, owner) };
  const { items } = await client.call('ListPodSandbox', { filter }, PATIENT);
  const { containers } = await client.call('ListContainers', { filter }, PATIENT);
  return {
    sandboxes: await Promise.all(items.map((item) => sandboxFound(item, world))),
    containers: (await Promise.all(containers.map((item) => containerFound(item, world)))).flatMap((one) => one ?? []),
  };
}

/** What finding needs. */
export interface InspectWorld {
  readonly client: CriClient;
  readonly place: PodPlace;
  readonly owner: string;
  readonly now: () => number;
  readonly instances: Instances;
  readonly watch: EndWatch;
  readonly haveSandbox: (sandbox: CreatedSandbox, attempt: number) => Promise<CreatedSandbox>;
}

const PATIENT = { patient: true };
const REMOVED = Symbol('removed');

async function sandboxFound(
  { id, state, metadata }: Received<'PodSandbox'>,
  { client, haveSandbox }: InspectWorld,
): Promise<RuntimeContents['sandboxes'][number]> {
  if (state !== SANDBOX_READY) return { id, ready: false, podIp: '' };
  const { status } = await client.call('PodSandboxStatus', { podSandboxId: id }, PATIENT);
  const found = await haveSandbox({ id, podIp: status?.network?.ip ?? '' }, metadata?.attempt ?? 0);
  return { ...found, ready: status?.state === SANDBOX_READY };
}

async function containerFound(
  { id: criId, metadata, annotations }: Received<'Container'>,
  { client, instances, watch, now }: InspectWorld,
): Promise<RuntimeContents['containers'][number] | undefined> {
  const id = annotations[ANNOTATION.instance];
  if (id === undefined) return undefined;
  const status = await whenIdle(async () => {
    const seen = await statusOf(client, criId);
    if (!seen || !hasNeverRun(seen)) return seen;
    // The runtime may still be about to start it: then it refuses, and soon it runs.
    await client.call('RemoveContainer', { containerId: criId }, PATIENT);
    return REMOVED;
  });
  if (status === REMOVED) return undefined;
  const container = metadata?.name ?? '';
  if (status?.state === CONTAINER.RUNNING) {
    instances.add(id, { criId, container, logPath: status.logPath });
    // It may have ended since it was asked for; who asks again in vain is told in time by the watch itself.
    watch.look(criId).catch(() => {});
    return { id, running: true };
  }
  instances.addDead(id, criId, container);
  return {
    id,
    running: false,
    end: await containerEnd(status, { messageFile: instances.messageFile(id), now: now() }),
  };
}

/**
 * Made by a command that was killed before it could start it, or while it waited for that: with the connection the call ends, and
 * the runtime gives it up. If it had begun to run by then ("failed to start"), that was its end.
 */
function hasNeverRun({ state, reason, message }: Received<'ContainerStatus'>): boolean {
  if (state === CONTAINER.CREATED) return true;
  // containerd pkg/cri/server/container_start.go, v1.6.20: startContainer, setStartContainerError.
  return state === CONTAINER.EXITED && reason === 'StartError' && GIVEN_UP.test(message);
}

const GIVEN_UP = /^failed to create containerd task: .*context canceled/;
