import { type FSWatcher, watch } from 'node:fs';

/** A folder that is looked at again after each change in it. */
export interface WatchedFolder extends Disposable {
  /** Settled when no look is under way or due. */
  readonly settled: () => Promise<void>;
}

/** Editors write a file in several steps; what comes within so many ms is one change. */
const CALM = 100;

/** Calls back after each change below a folder, one call after the other. */
export function watchFolder(path: string, changed: () => Promise<void>): WatchedFolder {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  const watcher: FSWatcher = watch(path, { recursive: true }, () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      timer = undefined;
      running = running.then(changed);
    }, CALM);
  });
  return {
    settled: () => running,
    [Symbol.dispose]() {
      clearTimeout(timer);
      watcher.close();
    },
  };
}
