import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectCri } from '../../packages/node/src/cri/call/cri-client.ts';

/** The calls that a pod's life is made of. */
export type MeasuredCall = (typeof CALLS)[number];

const CALLS = [
  'RunPodSandbox',
  'CreateContainer',
  'StartContainer',
  'ExecSync',
  'ContainerStatus',
  'ListContainers',
  'StopContainer',
  'RemoveContainer',
  'StopPodSandbox',
  'RemovePodSandbox',
] as const;

/** How long the bare calls take, in ms: the median of so many pods of one container, one after the other. */
export async function measureCriCalls(endpoint: string, pods: number): Promise<Readonly<Record<MeasuredCall, number>>> {
  const client = connectCri(endpoint);
  const folder = mkdtempSync(join(tmpdir(), 'outrigger-cri-calls-'));
  const took: Record<MeasuredCall, number[]> = Object.fromEntries(CALLS.map((name) => [name, []])) as never;
  const call: typeof client.call = async (method, request) => {
    const begun = performance.now();
    const answer = await client.call(method, request);
    took[method as MeasuredCall].push(performance.now() - begun);
    return answer;
  };
  try {
    for (let attempt = 0; attempt < pods; attempt++) {
      const sandboxConfig = {
        metadata: { name: 'pod', namespace: 'bench', uid: 'bench', attempt },
        logDirectory: folder,
        linux: {},
      };
      const { podSandboxId } = await call('RunPodSandbox', { config: sandboxConfig });
      const config = {
        metadata: { name: 'app', attempt },
        image: { image: 'localhost/busybox:1' },
        command: ['sh', '-c', 'trap "exit 0" TERM; sleep 3600 & wait'],
        logPath: 'app.log',
        linux: {},
      };
      const { containerId } = await call('CreateContainer', { podSandboxId, config, sandboxConfig });
      await call('StartContainer', { containerId });
      await call('ExecSync', { containerId, cmd: ['echo', 'hello'] });
      await call('ContainerStatus', { containerId });
      await call('ListContainers', {});
      await call('StopContainer', { containerId, timeout: 30 });
      await call('RemoveContainer', { containerId });
      await call('StopPodSandbox', { podSandboxId });
      await call('RemovePodSandbox', { podSandboxId });
    }
  } finally {
    client.close();
    rmSync(folder, { recursive: true, force: true });
  }
  return Object.fromEntries(CALLS.map((name) => [name, median(took[name])])) as Record<MeasuredCall, number>;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}
