import type { CriClient } from './call/cri-client.ts';
import { processOf } from './process-of.ts';

/** Kills processes behind the runtime's back, as an accident does. */
export async function crashPod(
  client: CriClient,
  { containers, sandboxes }: { readonly containers: readonly string[]; readonly sandboxes: readonly string[] },
): Promise<void> {
  const pids = await Promise.all([
    ...containers.map(async (id) => {
      const { info } = await client.call('ContainerStatus', { containerId: id, verbose: true });
      return processOf(id, info.info);
    }),
    ...sandboxes.map(async (id) => {
      const { info } = await client.call('PodSandboxStatus', { podSandboxId: id, verbose: true });
      return processOf(id, info.info);
    }),
  ]);
  // All at once: what dies first must not be seen alone.
  for (const pid of pids) if (pid !== undefined) kill(pid);
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
