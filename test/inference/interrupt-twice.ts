import type { ChildProcess } from 'node:child_process';

/** One Ctrl-C as it comes from the terminal and from npx: both before the process runs again, however busy the machine is. */
export function interruptTwice(child: ChildProcess): void {
  for (const signal of ['SIGSTOP', 'SIGINT', 'SIGTERM', 'SIGCONT'] as const) child.kill(signal);
}
