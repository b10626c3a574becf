import { rename, stat } from 'node:fs/promises';
import { type LogLimits, USUAL_LIMITS } from '../process/log/cri-log.ts';
import type { CriClient } from './call/cri-client.ts';

/** Turns logs over that have grown too large: a runtime writes them, and leaves it to others to keep them small. */
export interface LogKeeper {
  readonly keep: (criId: string, path: string) => void;
  readonly forget: (criId: string) => void;
  readonly close: () => void;
}

/** Starts to look at logs (pkg/kubelet/logs/container_log_manager.go, v1.36.2, which does so every ten seconds). */
export function keepLogs(client: CriClient, { after, limits = USUAL_LIMITS }: KeeperWorld): LogKeeper {
  const logs = new Map<string, string>();
  let isClosed = false;
  let cancel = () => {};

  const turn = async () => {
    let isAnyGrowing = false;
    for (const [criId, path] of [...logs]) {
      const size = await sizeOf(path);
      isAnyGrowing ||= size > limits.maxBytes / 2;
      if (size > limits.maxBytes) await turnOver(client, criId, path, limits.maxFiles);
    }
    if (!isClosed) cancel = after(isAnyGrowing ? OFTEN : RARELY, turn);
  };
  cancel = after(OFTEN, turn);
  return {
    keep: (criId, path) => void logs.set(criId, path),
    forget: (criId) => void logs.delete(criId),
    close() {
      isClosed = true;
      cancel();
    },
  };
}

/** What keeping needs. */
export interface KeeperWorld {
  readonly after: (ms: number, what: () => void) => () => void;
  readonly limits?: LogLimits | undefined;
}

/** ms */
const RARELY = 5_000;
const OFTEN = 500;

async function turnOver(client: CriClient, criId: string, path: string, maxFiles: number): Promise<void> {
  if (maxFiles < 2) return;
  for (let n = maxFiles - 2; n >= 1; n--) await move(`${path}.${n}`, `${path}.${n + 1}`);
  await move(path, `${path}.1`);
  try {
    await client.call('ReopenContainerLog', { containerId: criId });
  } catch {
    // It has ended, or the runtime is away: nobody makes the file anew, so this one stays what it was.
    await move(`${path}.1`, path);
  }
}

async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}

async function move(from: string, to: string): Promise<void> {
  await rename(from, to).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
}
