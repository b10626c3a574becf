import { type FollowedLog, followLog, type PodFolder } from '@outrigger/node';
import type { PlannedPod } from '../plan-pods.ts';
import type { PrintedLine } from './create-show.ts';

/** Reads on the logs of all containers of a pod, each start in a file of its own. */
export function followPodLogs(
  pod: PlannedPod,
  folder: PodFolder,
  print: (line: PrintedLine) => void,
): Disposable & { readonly readOn: () => void } {
  const { initContainers = [], containers = [] } = pod.pod.spec ?? { containers: [] };
  const names = [...initContainers, ...containers].map(({ name }) => name);
  const followed = new Map<string, FollowedLog>();
  const readOn = () => {
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
    readOn,
    [Symbol.dispose]() {
      readOn();
      for (const log of followed.values()) log[Symbol.dispose]();
    },
  };
}
