import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { PodPlace, StartRequest } from '../runtime/pod-runtime.ts';
import { type FailedStage, RuntimeFailure } from '../runtime/runtime-failure.ts';
import type { CriClient } from './call/cri-client.ts';
import { CriFailure, isAway } from './call/cri-failure.ts';
import { whenIdle } from './call/when-idle.ts';
import type { Instances } from './instances.ts';
import { containerConfig } from './plan/container-config.ts';
import { type AskedResources, containerResources } from './plan/container-resources.ts';
import { ANNOTATION, podSelector } from './plan/labels.ts';
import { rootRefusal } from './plan/security-context.ts';
import { specOf, writtenContainer } from './plan/written-pod.ts';
import { imageOf } from './pull-image.ts';
import { isNameTaken } from './run-sandbox.ts';
import { statusOf } from './watch/end-watch.ts';
import type { Draft, Received } from './wire/shape.ts';
import { CONTAINER } from './wire/words.ts';

/** Creates and starts a container; answers when it runs. */
export async function startContainer(
  request: StartRequest,
  world: StartWorld,
): Promise<{ readonly startedAt: number }> {
  const { client, instances } = world;
  const config = await configOf(request, world);
  const criId = await create(request, config, world).catch(failedAt('create'));
  instances.add(request.id, { criId, container: request.container.name, logPath: request.setup.logPath });
  try {
    await startCreated(client, criId);
  } catch (error) {
    await instances.forget(request.id);
    instances.addDead(request.id, criId, request.container.name);
    failedAt('run')(error);
  }
  const status = await statusOf(client, criId).catch(() => undefined);
  return { startedAt: status && status.startedAt > 0 ? status.startedAt / 1e6 : world.now() };
}

/** What starting needs beside the request. */
export interface StartWorld {
  readonly client: CriClient;
  readonly owner: string;
  readonly now: () => number;
  readonly place: PodPlace;
  readonly sandbox: Draft<'PodSandboxConfig'>;
  readonly instances: Instances;
  /** The pod's hosts file. */
  readonly hosts: string;
  readonly seccompFolder: string;
  readonly asked: AskedResources;
  readonly oomScore: number;
  readonly targetId: string | undefined;
}

async function configOf(request: StartRequest, world: StartWorld): Promise<Draft<'ContainerConfig'>> {
  const { place, instances } = world;
  const { container, setup, id } = request;
  const image = await imageOf(world.client, container.image);
  if (!image) throw new RuntimeFailure(`image "${container.image}" is not present`);
  const written = writtenContainer(specOf(place), container.name);
  const refusal = rootRefusal(specOf(place), written, image, `${place.name}_${place.namespace}(${place.uid})`);
  if (refusal !== undefined) throw new RuntimeFailure(refusal);
  await mkdir(dirname(setup.logPath), { recursive: true, mode: 0o700 });
  const message = await instances.makeMessageFile(id);
  return containerConfig(place, request, {
    ...world,
    image,
    resources: containerResources(world.asked, world.oomScore),
    ownMounts: [
      { containerPath: '/etc/hosts', hostPath: world.hosts },
      ...(setup.terminationMessagePath === ''
        ? []
        : [{ containerPath: setup.terminationMessagePath, hostPath: message }]),
    ],
  });
}

/** Creates a container once, whatever was begun before: by a call whose answer was lost, or by a command that was killed. */
async function create(request: StartRequest, config: Draft<'ContainerConfig'>, world: StartWorld): Promise<string> {
  const call = async () => {
    const asked = { podSandboxId: request.sandbox, config, sandboxConfig: world.sandbox };
    return (await world.client.call('CreateContainer', asked, { patient: true })).containerId;
  };
  try {
    return await call();
  } catch (error) {
    if (!isNameTaken(error) && !isAway(error)) throw error;
    const namesakes = await namesakesOf(config, world);
    const own = namesakes.find((one) => one.annotations[ANNOTATION.instance] === request.id);
    if (own?.state === CONTAINER.CREATED) return own.id;
    const lost = namesakes.filter((one) => one.state !== CONTAINER.RUNNING);
    if (isNameTaken(error) && lost.length === 0) throw error;
    for (const { id } of lost) await whenIdle(() => world.client.call('RemoveContainer', { containerId: id }));
    return call();
  }
}

async function namesakesOf(
  { metadata }: Draft<'ContainerConfig'>,
  { client, place, owner }: StartWorld,
): Promise<readonly Received<'Container'>[]> {
  const filter = { labelSelector: podSelector(place, owner) };
  const { containers } = await client.call('ListContainers', { filter }, { patient: true });
  return containers.filter(
    (one) => one.metadata?.name === metadata?.name && one.metadata?.attempt === metadata?.attempt,
  );
}

/** A runtime that goes away during the call knows what came of it when it is back: what it has not started then is started again. */
async function startCreated(client: CriClient, criId: string): Promise<void> {
  for (;;) {
    try {
      await client.call('StartContainer', { containerId: criId }, { patient: true });
      return;
    } catch (error) {
      if (!isAway(error)) throw error;
      await client.call('Version', {}, { patient: true });
      const status = await statusOf(client, criId);
      if (!status) throw error;
      if (status.state !== CONTAINER.CREATED) return;
    }
  }
}

/** The kubelet writes the runtime's words without their code (kuberuntime_container.go, v1.36.2: startContainer). */
function failedAt(stage: FailedStage): (error: unknown) => never {
  return (error) => {
    if (error instanceof CriFailure) throw new RuntimeFailure(error.details, { stage, cause: error });
    throw error;
  };
}
