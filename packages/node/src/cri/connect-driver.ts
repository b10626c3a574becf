import { readFile } from 'node:fs/promises';
import { totalmem } from 'node:os';
import { DEFAULT_VERSION, type Kubelet, kubeletOf, resourceRulesFor } from '@outrigger/pod';
import { connectCri } from './call/cri-client.ts';
import type { CriDriver, CriOptions } from './cri-driver.ts';
import { keepLogs } from './keep-logs.ts';
import { listImages } from './list-images.ts';
import { openPod } from './open-pod.ts';
import { reachContainers } from './reach/reach-containers.ts';
import { watchEnds } from './watch/end-watch.ts';

/** Connects to a runtime, asks who it is, and begins to watch it. */
export async function connectDriver(options: CriOptions): Promise<CriDriver> {
  const { owner = 'outrigger', now = Date.now, after = afterTimeout } = options;
  const client = connectCri(options.endpoint);
  try {
    const { runtimeName, runtimeVersion } = await client.call('Version', {}, { timeoutMs: ANSWER_MS });
    const { minor, patch, gates } = options.kubelet ?? (kubeletOf(DEFAULT_VERSION) as Kubelet);
    const world = {
      client,
      owner,
      now,
      after,
      watch: watchEnds(client, { owner, now, after, pollOnly: options.pollOnly ?? false }),
      logs: keepLogs(client, { after, limits: options.logLimits }),
      resourceRules: resourceRulesFor(minor, patch, gates),
      memoryCapacity: BigInt(totalmem()),
      secret: options.secret ?? (() => undefined),
      seccompFolder: options.seccompFolder ?? '/var/lib/kubelet/seccomp',
      lingeringExec: options.lingeringExec ?? false,
      hostIp: options.hostIp ?? '127.0.0.1',
      hostResolv: await textOf('/etc/resolv.conf'),
      hostFile: await textOf('/etc/hosts'),
    };
    return {
      name: 'cri',
      runtime: `${runtimeName} ${runtimeVersion}`,
      open: (place, watch) => openPod(place, watch, world),
      images: () => listImages(client),
      reach: reachContainers(client, owner),
      async [Symbol.asyncDispose]() {
        world.watch.close();
        world.logs.close();
        client.close();
      },
    };
  } catch (error) {
    client.close();
    throw error;
  }
}

/** A runtime that is there answers at once. */
const ANSWER_MS = 5_000;

function afterTimeout(ms: number, what: () => void): () => void {
  const timer = setTimeout(what, ms);
  return () => clearTimeout(timer);
}

/** A machine may have no such file. */
async function textOf(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => '');
}
