import { existsSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { type FollowedLog, followLog, type LogLine } from '@outrigger/node';
import { findPod, type KeptPod } from '../run/find-pod.ts';
import { stateRoot } from '../run/state-root.ts';
import { hintFor } from '../world/did-you-mean.ts';
import { Failure } from '../world/failure.ts';
import { printable } from '../world/printable.ts';
import type { Surroundings } from '../world/surroundings.ts';
import type { LogsFlags } from './flags.ts';

/** How often a followed log is looked at, in ms. */
const EVERY = 100;

/** Runs `outrigger logs` and answers with its exit code. */
export async function logs(
  [wanted = '']: readonly string[],
  flags: LogsFlags,
  { stdout, env }: Surroundings,
): Promise<number> {
  const pod = findPod(stateRoot(flags.state, env), wanted, flags.namespace);
  const names = containersOf(pod, flags.container);
  const print = (container: string, { time, text, isPartial }: LogLine) => {
    const before = `${flags.prefix ? `[${container}] ` : ''}${flags.timestamps ? `${time} ` : ''}`;
    stdout.write(printable(`${before}${text}${isPartial ? '' : '\n'}`, false));
  };
  const open = new Map<string, FollowedLog>();
  for (const name of names) {
    const paths = pathsOf(pod, name, flags.previous === true);
    const lines = paths.flatMap((path) => {
      const log = followLog(path);
      open.set(path, log);
      return log.next();
    });
    for (const line of flags.tail === undefined ? lines : lines.slice(-flags.tail || lines.length)) print(name, line);
  }
  while (flags.follow && existsSync(pod.folder.path)) {
    await delay(EVERY);
    for (const name of names) {
      for (const path of pathsOf(pod, name, false)) {
        const log = open.get(path) ?? followLog(path);
        open.set(path, log);
        for (const line of log.next()) print(name, line);
      }
    }
  }
  for (const log of open.values()) log[Symbol.dispose]();
  return 0;
}

function containersOf({ run, name }: KeptPod, wanted: string | undefined): readonly string[] {
  const { initContainers = [], containers = [] } = run.pod.spec ?? { containers: [] };
  const names = [...initContainers, ...containers].map((container) => container.name);
  if (wanted === undefined) return names;
  if (names.includes(wanted)) return [wanted];
  throw new Failure(`pod ${name} has no container "${wanted}"`, { code: 'not-found', hint: hintFor(wanted, names) });
}

/** The files of the last start, or of the one before it; what was turned over comes first. */
function pathsOf({ folder }: KeptPod, container: string, isPrevious: boolean): readonly string[] {
  const all = folder.logsOf(container);
  const starts = [...new Set(all.map((path) => path.replace(/\.log.*$/, '')))];
  const start = starts.at(isPrevious ? -2 : -1);
  return all.filter((path) => path.replace(/\.log.*$/, '') === start);
}
