import type { CriClient } from './call/cri-client.ts';
import { isAway, isNotFound } from './call/cri-failure.ts';
import { processOf } from './process-of.ts';
import { criSignal } from './wire/words.ts';

/**
 * Stops a container: its stop signal, SIGKILL after the grace, and waits for its end.
 *
 * The CRI's StopContainer has no signal: a runtime sends the image's, or the one the container was created with (containerd 2.3 and
 * later). Any other is sent to the container's first process here, where it is found on this machine, and by `kill` in the container
 * where it is not; an image without a `kill` behind a runtime in another PID namespace gets the runtime's signal.
 */
export async function stopContainer(client: CriClient, id: string, stop: StopPlan): Promise<void> {
  const until = stop.now() + stop.graceSeconds * 1000;
  const leftMs = () => Math.max(0, until - stop.now());
  if (stop.signal === 'SIGKILL') return askToStop(client, id, () => 0, stop);
  const isSent =
    stop.signal !== undefined && stop.graceSeconds > 0 && (await sendSignal(client, id, stop.signal).catch(notSent));
  if (isSent) {
    await Promise.race([stop.ended, new Promise<void>((done) => stop.after(leftMs(), done))]);
    return askToStop(client, id, () => 0, stop);
  }
  return askToStop(client, id, leftMs, stop);
}

/** How to stop one. */
export interface StopPlan {
  /** Undefined = whatever the image says. */
  readonly signal: string | undefined;
  readonly graceSeconds: number;
  /** The container has ended. */
  readonly ended: Promise<void>;
  readonly now: () => number;
  readonly after: (ms: number, what: () => void) => () => void;
}

/** Asks until it is done: a runtime that is restarted meanwhile sends no second TERM, but kills when the time is over. */
async function askToStop(client: CriClient, id: string, leftMs: () => number, stop: StopPlan): Promise<void> {
  for (;;) {
    const graceMs = leftMs();
    try {
      // The runtime counts whole seconds.
      const timeout = Math.ceil(graceMs / 1000);
      await client.call('StopContainer', { containerId: id, timeout }, { timeoutMs: graceMs + KILL_MS, patient: true });
      return;
    } catch (error) {
      if (isNotFound(error)) return;
      if (!isAway(error)) throw error;
      await new Promise<void>((done) => stop.after(RETRY_MS, done));
    }
  }
}

const KILL_MS = 120_000;
const RETRY_MS = 200;

const notSent = (): boolean => false;

async function sendSignal(client: CriClient, id: string, signal: string): Promise<boolean> {
  const { status, info } = await client.call('ContainerStatus', { containerId: id, verbose: true });
  if (status && status.stopSignal > 0 && status.stopSignal === criSignal(signal)) return false;
  const pid = isSignal(signal) ? await processOf(id, info.info) : undefined;
  if (pid !== undefined) {
    process.kill(pid, signal as NodeJS.Signals);
    return true;
  }
  const name = signal.replace(/^SIG/, '');
  const { exitCode } = await client.call('ExecSync', { containerId: id, cmd: ['kill', `-${name}`, '1'], timeout: 5 });
  return exitCode === 0;
}

/** Node knows no real-time signals. */
function isSignal(name: string): boolean {
  return /^SIG[A-Z0-9]+$/.test(name) && !name.startsWith('SIGRT');
}
