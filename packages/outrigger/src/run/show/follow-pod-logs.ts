import { existsSync, type FSWatcher, watch } from 'node:fs';
import { type FollowedLog, followLog, type PodFolder } from '@outrigger/node';
import type { PlannedPod } from '../plan/plan-workload.ts';
import type { PrintedLine } from './create-show.ts';

/** Reads on the logs of all containers of a pod, each start in a file of its own. */
export function followPodLogs(
  pod: PlannedPod,
  folder: PodFolder,
  print: (line: PrintedLine) => void,
): Disposable & { readonly readOn: () => void } {
  const { initContainers = [], containers = [] } = pod.pod.spec ?? { containers: [] };
  const places = [...initContainers, ...containers].map(({ name }) => ({
    name,
    news: watchFolder(folder.logFolder(name)),
  }));
  const followed = new Map<string, FollowedLog>();
  const read = (names: readonly string[]) => {
    const lines: (PrintedLine & { readonly time: string })[] = [];
    for (const name of names) {
      for (const path of folder.logsOf(name).filter((each) => each.endsWith('.log'))) {
        const log = followed.get(path) ?? followLog(path);
        followed.set(path, log);
        for (const { time, stream, text } of log.next()) lines.push({ pod, container: name, stream, text, time });
      }
    }
    // One container is read after the other; they have printed in turns.
    lines.sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0));
    for (const line of lines) print(line);
  };
  return {
    readOn: () => read(places.filter(({ news }) => news.hasCome()).map(({ name }) => name)),
    [Symbol.dispose]() {
      read(places.map(({ name }) => name));
      for (const log of followed.values()) log[Symbol.dispose]();
      for (const { news } of places) news[Symbol.dispose]();
    },
  };
}

interface FolderNews extends Disposable {
  /** Whether anything may have changed since it was asked last. */
  readonly hasCome: () => boolean;
}

/** Hundreds of pods at rest are not to be looked at twenty times a second: the system tells which folder has news. */
function watchFolder(path: string): FolderNews {
  let watcher: FSWatcher | 'refused' | undefined;
  let isNew = false;
  const begin = () => {
    try {
      watcher = watch(path, () => {
        isNew = true;
      });
      // The folder goes with the pod.
      watcher.on('error', () => {});
      isNew = true;
    } catch {
      // The system watches no more for this user (ENOSPC, EMFILE): then it is looked at each time.
      watcher = 'refused';
    }
  };
  return {
    hasCome() {
      if (watcher === undefined && existsSync(path)) begin();
      const was = isNew || watcher === 'refused';
      isNew = false;
      return was;
    },
    [Symbol.dispose]() {
      if (typeof watcher === 'object') watcher.close();
    },
  };
}
