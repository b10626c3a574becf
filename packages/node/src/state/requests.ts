import { readFileSync, renameSync, rmSync, watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What somebody asks of whoever looks after a pod. */
export interface PodRequest {
  readonly do: 'delete';
  /** Undefined = the pod's own. */
  readonly graceSeconds?: number;
}

/** Asks for something; read when there is somebody who looks after the pod. */
export function ask(folder: string, request: PodRequest): void {
  const path = join(folder, FILE);
  writeFileSync(`${path}.new`, JSON.stringify(request), { mode: 0o600 });
  renameSync(`${path}.new`, path);
}

/** Hears of requests, also of one that waits already; the answer ends that. */
export function hearRequests(folder: string, heard: (request: PodRequest) => void): () => void {
  const look = () => {
    const path = join(folder, FILE);
    let text: string;
    try {
      text = readFileSync(path, 'utf8');
    } catch {
      return;
    }
    rmSync(path, { force: true });
    heard(JSON.parse(text) as PodRequest);
  };
  const watcher = watch(folder, (_, name) => {
    if (name === null || name === FILE) look();
  });
  // The folder goes with the pod.
  watcher.on('error', () => {});
  look();
  return () => watcher.close();
}

const FILE = 'request.json';
