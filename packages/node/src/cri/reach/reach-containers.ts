import type { CommandEnd, ContainerStreams } from '@outrigger/cluster';
import { type ContainerUsage, type PodReach, type RunningContainer, usageKey } from '../../runtime/pod-reach.ts';
import type { CriClient } from '../call/cri-client.ts';
import { CriFailure } from '../call/cri-failure.ts';
import { ANNOTATION, ownerSelector, POD_UID } from '../plan/labels.ts';
import { CONTAINER, SANDBOX_READY } from '../wire/words.ts';
import { carryStreams } from './carry-streams.ts';
import { forwardPort } from './forward-port.ts';

/**
 * Reaches into containers as a kubelet does: the runtime is asked where its streaming server waits for this one call, and the
 * streams are carried there (kubernetes pkg/kubelet/kuberuntime/kuberuntime_container.go GetExec, GetAttach,
 * kuberuntime_sandbox.go GetPortForward@1.36).
 */
export function reachContainers(client: CriClient, owner: string): PodReach {
  const ofPod = (uid: string) => ({ labelSelector: { ...ownerSelector(owner), [POD_UID]: uid } });
  const containerId = async ({ uid, instance }: RunningContainer): Promise<string | undefined> => {
    const { containers } = await client.call('ListContainers', { filter: ofPod(uid) });
    const found = containers.filter(({ annotations }) => annotations[ANNOTATION.instance] === instance);
    return found.find(({ state }) => state === CONTAINER.RUNNING)?.id;
  };
  const inContainer = async (
    container: RunningContainer,
    streams: ContainerStreams,
    urlFor: (containerId: string, wants: Wants) => Promise<string>,
  ): Promise<CommandEnd> => {
    try {
      const id = await containerId(container);
      if (id === undefined) return { code: 500, problem: 'container is not running' };
      return await carryStreams(await urlFor(id, wantsOf(streams)), streams);
    } catch (error) {
      return problemOf(error);
    }
  };
  return {
    exec: (container, command, streams) =>
      inContainer(container, streams, async (id, wants) => {
        return (await client.call('Exec', { containerId: id, cmd: command, ...wants })).url;
      }),
    attach: (container, streams) =>
      inContainer(container, streams, async (id, wants) => {
        return (await client.call('Attach', { containerId: id, ...wants })).url;
      }),
    async portForward({ uid }, port, signal) {
      try {
        const { items } = await client.call('ListPodSandbox', { filter: ofPod(uid) });
        const sandbox = items.find(({ state }) => state === SANDBOX_READY)?.id;
        if (sandbox === undefined) return { code: 500, problem: 'the pod has no sandbox' };
        const { url } = await client.call('PortForward', { podSandboxId: sandbox, port: [port] });
        return await forwardPort(url, port, signal);
      } catch (error) {
        return problemOf(error);
      }
    },
    async usages() {
      const filter = { labelSelector: ownerSelector(owner) };
      // A runtime that is away says nothing, as metrics-server then has nothing of the node.
      const { stats } = await client.call('ListContainerStats', { filter }).catch(() => ({ stats: [] }));
      return new Map(
        stats.flatMap(({ attributes, cpu, memory }): (readonly [string, ContainerUsage])[] => {
          const { labels = {}, annotations = {} } = attributes ?? {};
          const usage = {
            cpuSeconds: (cpu?.usageCoreNanoSeconds?.value ?? 0) / 1e9,
            memoryBytes: memory?.workingSetBytes?.value ?? 0,
          };
          return [[usageKey(labels[POD_UID] ?? '', annotations[ANNOTATION.instance] ?? ''), usage]];
        }),
      );
    },
  };
}

interface Wants {
  readonly stdin: boolean;
  readonly stdout: boolean;
  readonly stderr: boolean;
  readonly tty: boolean;
}

function wantsOf({ stdin, stdout, stderr, tty }: ContainerStreams): Wants {
  return { stdin: stdin !== undefined, stdout: stdout !== undefined, stderr: stderr !== undefined, tty };
}

function problemOf(error: unknown): { readonly code: number; readonly problem: string } {
  if (error instanceof CriFailure) return { code: 500, problem: error.message };
  throw error;
}
