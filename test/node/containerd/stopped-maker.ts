import { dirname } from 'node:path';
import { processes, readProc } from '../timed/faults/run-in-process.ts';
import type { Containerd } from './start-containerd.ts';

/** The process that makes a container for the daemon, stopped in the middle of it; so many others, as of sandboxes, come before. */
export async function stoppedMaker({ endpoint }: Containerd, before = 0): Promise<number> {
  const folder = dirname(endpoint.replace('unix://', ''));
  const made = new Set<string | undefined>();
  for (;;) {
    const pid = processes().find((one) => {
      const command = readProc(one, 'cmdline');
      if (!/runc\0.*\0create\0/.test(command) || !command.includes(folder)) return false;
      made.add(command.split('\0').findLast((word) => word !== ''));
      return made.size > before;
    });
    if (pid !== undefined) {
      process.kill(pid, 'SIGSTOP');
      return pid;
    }
    await new Promise(setImmediate);
  }
}
