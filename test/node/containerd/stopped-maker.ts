import { dirname } from 'node:path';
import { processes, readProc } from '../timed/faults/run-in-process.ts';
import type { Containerd } from './start-containerd.ts';

/** The process that makes a container for the daemon, as soon as there is one: stopped in the middle of it. */
export async function stoppedMaker({ endpoint }: Containerd): Promise<number> {
  const folder = dirname(endpoint.replace('unix://', ''));
  for (;;) {
    const pid = processes().find((one) => {
      const command = readProc(one, 'cmdline');
      return /runc\0.*\0create\0/.test(command) && command.includes(folder);
    });
    if (pid !== undefined) {
      process.kill(pid, 'SIGSTOP');
      return pid;
    }
    await new Promise(setImmediate);
  }
}
