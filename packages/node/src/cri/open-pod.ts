import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { oomScores, podResources, type resourceRulesFor } from '@outrigger/pod';
import type { IPod } from 'kubernetes-models/v1';
import type { CreatedSandbox, PodPlace, PodRuntime, RuntimeWatch } from '../runtime/pod-runtime.ts';
import { RuntimeFailure } from '../runtime/runtime-failure.ts';
import type { CriClient } from './call/cri-client.ts';
import { isNotFound } from './call/cri-failure.ts';
import { whenIdle } from './call/when-idle.ts';
import { crashPod } from './crash-pod.ts';
import { inspectPod } from './inspect-pod.ts';
import { instancesOf } from './instances.ts';
import type { LogKeeper } from './keep-logs.ts';
import { hostnameOf, hostsFile } from './plan/hosts-file.ts';
import type { PullSecret } from './plan/image-credentials.ts';
import { podSelector } from './plan/labels.ts';
import { sandboxConfig } from './plan/sandbox-config.ts';
import { sandboxRefusal } from './plan/sandbox-refusal.ts';
import { specOf, writtenContainer } from './plan/written-pod.ts';
import { imageOf, pullImage } from './pull-image.ts';
import { runExec } from './run-exec.ts';
import { runSandbox } from './run-sandbox.ts';
import { startContainer } from './start-container.ts';
import { stopContainer } from './stop-container.ts';
import type { EndWatch } from './watch/end-watch.ts';
import type { Draft } from './wire/shape.ts';

/** What all pods of a driver share. */
export interface CriWorld {
  readonly client: CriClient;
  readonly owner: string;
  readonly now: () => number;
  readonly after: (ms: number, what: () => void) => () => void;
  readonly watch: EndWatch;
  readonly logs: LogKeeper;
  readonly resourceRules: ReturnType<typeof resourceRulesFor>;
  /** Bytes. */
  readonly memoryCapacity: bigint;
  readonly secret: (namespace: string, name: string) => PullSecret | undefined;
  readonly seccompFolder: string;
  readonly lingeringExec: boolean;
  readonly hostIp: string;
  /** The texts of the machine's /etc/resolv.conf and /etc/hosts. */
  readonly hostResolv: string;
  readonly hostFile: string;
}

/** Hands for one pod, on a container runtime. */
export async function openPod(place: PodPlace, told: RuntimeWatch, world: CriWorld): Promise<PodRuntime> {
  const { client, watch } = world;
  const spec = specOf(place);
  const files = join(place.folder, 'cri');
  const messages = join(files, 'messages');
  const hosts = join(files, 'etc-hosts');
  await mkdir(messages, { recursive: true, mode: 0o700 });
  const resources = podResources(place.pod as IPod, world.resourceRules);
  const scores = oomScores(resources, world.memoryCapacity);
  const sandboxes = new Map<string, Draft<'PodSandboxConfig'>>();
  const instances = instancesOf({ messages, told, watch, logs: world.logs, now: world.now });

  const haveSandbox = async ({ id, podIp }: CreatedSandbox, attempt: number): Promise<CreatedSandbox> => {
    sandboxes.set(id, sandboxConfig(place, attempt, world));
    watch.sandbox(id, () => told.sandboxLost(id));
    const reached = spec.hostNetwork ? world.hostIp : podIp;
    const names = { podIp: reached, hostname: hostnameOf(spec, place.name), hostFile: world.hostFile };
    await writeFile(hosts, hostsFile(spec, names));
    // Any user in the pod may read it, whatever the umask says.
    await chmod(hosts, 0o644);
    return { id, podIp: reached };
  };

  return {
    async createSandbox(attempt) {
      const refusal = sandboxRefusal(spec);
      if (refusal !== undefined) throw new RuntimeFailure(refusal);
      const config = sandboxConfig(place, attempt, world);
      return haveSandbox(await runSandbox(client, config, { runtimeClass: spec.runtimeClassName, ...world }), attempt);
    },
    async stopSandbox(id) {
      watch.forget(id);
      await client.call('StopPodSandbox', { podSandboxId: id }, { patient: true }).catch(unlessGone);
    },
    hasImage: async ({ image }) => (await imageOf(client, image)) !== undefined,
    async pullImage({ image }) {
      const names = (spec.imagePullSecrets ?? []).flatMap(({ name }) => name ?? []);
      const secrets = names.flatMap((name) => world.secret(place.namespace, name) ?? []);
      const pulled = await pullImage(client, { image, secrets, sandboxConfig: [...sandboxes.values()].at(-1) });
      return pulled?.size ?? 0;
    },
    async start(request) {
      const sandbox = sandboxes.get(request.sandbox);
      if (!sandbox) throw new RuntimeFailure(`sandbox "${request.sandbox}" is not there`);
      const { name } = request.container;
      const target = writtenContainer(spec, name).targetContainerName;
      return startContainer(request, {
        place,
        sandbox,
        instances,
        hosts,
        asked: resources.containers.find((container) => container.name === name) ?? NOTHING_ASKED,
        oomScore: scores.get(name)?.score ?? LEAST_WORTH,
        targetId: target === undefined ? undefined : instances.runningOf(target),
        ...world,
      });
    },
    async exec(id, request) {
      return runExec(client, instances.criId(id), request, { lingers: world.lingeringExec });
    },
    async stop(id, { signal, graceSeconds }) {
      const instance = instances.find(id);
      if (!instance) return;
      const asked = signal !== 'SIGTERM' || writtenContainer(spec, instance.container).lifecycle?.stopSignal === signal;
      await stopContainer(client, instance.criId, {
        signal: asked ? signal : undefined,
        graceSeconds,
        ended: instance.ended,
        now: world.now,
        after: world.after,
      });
      await watch.look(instance.criId);
      await instance.ended;
    },
    async remove(id) {
      const instance = instances.find(id);
      if (!instance) return;
      await removeContainer(client, instance.criId);
      await instances.forget(id);
    },
    async crash(what) {
      const container = typeof what === 'string' ? undefined : instances.runningOf(what.container);
      await crashPod(client, {
        containers: what === 'everything' ? instances.running() : container === undefined ? [] : [container],
        sandboxes: typeof what === 'string' ? [...sandboxes.keys()] : [],
      });
    },
    async removeAll() {
      for (const id of sandboxes.keys()) watch.forget(id);
      await takeAway(client, podSelector(place, world.owner));
      await instances.release();
      await rm(files, { recursive: true, force: true });
    },
    inspect: () => inspectPod({ place, instances, haveSandbox, ...world }),
    async release() {
      for (const id of sandboxes.keys()) watch.forget(id);
      await instances.release();
    },
  };
}

const NOTHING_ASKED = { requests: new Map(), limits: new Map() };
/** The OOM score of a container that asks for nothing. */
const LEAST_WORTH = 1000;

/** Sandboxes take their containers with them; one without a sandbox is what a crash of the runtime leaves. */
async function takeAway(client: CriClient, labelSelector: Readonly<Record<string, string>>): Promise<void> {
  const patient = { patient: true };
  const { items } = await client.call('ListPodSandbox', { filter: { labelSelector } }, patient);
  await Promise.all(
    items.map(async ({ id }) => {
      await client.call('StopPodSandbox', { podSandboxId: id }, patient).catch(unlessGone);
      await whenIdle(() => client.call('RemovePodSandbox', { podSandboxId: id }, patient)).catch(unlessGone);
    }),
  );
  const { containers } = await client.call('ListContainers', { filter: { labelSelector } }, patient);
  await Promise.all(containers.map(({ id }) => removeContainer(client, id)));
}

async function removeContainer(client: CriClient, containerId: string): Promise<void> {
  await whenIdle(() => client.call('RemoveContainer', { containerId }, { patient: true })).catch(unlessGone);
}

function unlessGone(error: unknown): void {
  if (!isNotFound(error)) throw error;
}
