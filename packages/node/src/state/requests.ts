import { closeSync, openSync, readdirSync, rmSync, watch } from 'node:fs';
import { join } from 'node:path';

/** What somebody asks of whoever looks after a pod. */
export interface PodRequest {
  readonly do: 'delete';
  /** Undefined = the pod's own. */
  readonly graceSeconds?: number;
}

/** Asks for something; read when there is somebody who looks after the pod. */
export function ask(folder: string, { graceSeconds }: PodRequest): void {
  // All is said by a name: on a full disk there is room for an empty file still.
  closeSync(
    openSync(join(folder, graceSeconds === undefined ? BEGINNING : `${BEGINNING}-${graceSeconds}`), 'w', 0o600),
  );
}

/** Hears of requests, also of one that waits already; the answer ends that. */
export function hearRequests(folder: string, heard: (request: PodRequest) => void): () => void {
  const look = () => {
    for (const name of namesIn(folder)) {
      const [found, grace] = WRITTEN.exec(name) ?? [];
      if (found === undefined) continue;
      rmSync(join(folder, name), { force: true });
      heard({ do: 'delete', ...(grace !== undefined && { graceSeconds: Number(grace) }) });
    }
  };
  const watcher = watch(folder, (_, name) => {
    if (name === null || WRITTEN.test(name)) look();
  });
  // The folder goes with the pod.
  watcher.on('error', () => {});
  look();
  return () => watcher.close();
}

const BEGINNING = 'delete';
const WRITTEN = /^delete(?:-(\d+))?$/;

/** The folder goes with the pod. */
function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
