import type { CommandEnd, ContainerStreams } from '@outrigger/cluster';
import { followLog } from '../../log/follow-log.ts';
import type { LogLine } from '../../log/read-line.ts';

/** Whom to join. */
export interface AttachedContainer {
  /** The log of the instance that runs. */
  readonly log: string;
  readonly isRunning: () => boolean;
  /** Waits a moment, less when the signal says so. */
  readonly wait: (signal: AbortSignal) => Promise<void>;
}

/**
 * Shows what a container's process prints from now on, until it ends or the client goes. Its output is in its log, line by line;
 * its input is closed since it started, as that of a container without `stdin: true`.
 */
export async function attachOutput(
  { log, isRunning, wait }: AttachedContainer,
  { stdout, stderr, signal }: ContainerStreams,
): Promise<CommandEnd> {
  using lines = followLog(log);
  lines.next();
  const encoder = new TextEncoder();
  const show = async ({ stream, text, isPartial }: LogLine): Promise<void> => {
    const out = stream === 'stderr' ? stderr : stdout;
    await out?.(encoder.encode(isPartial ? text : `${text}\n`));
  };
  for (;;) {
    const isLast = signal.aborted || !isRunning();
    for (const line of lines.next()) await show(line);
    if (isLast) return { exitCode: 0 };
    await wait(signal);
  }
}
