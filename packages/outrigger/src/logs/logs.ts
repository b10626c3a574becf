import { existsSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { type FollowedLog, followLog, type LogLine } from '@outrigger/node';
import { podEnd } from '../run/exit-code.ts';
import { findPod, type KeptPod } from '../run/find-pod.ts';
import { stateRoot } from '../run/state-root.ts';
import { hintFor } from '../world/did-you-mean.ts';
import { Failure } from '../world/failure.ts';
import { printable } from '../world/printable.ts';
import type { Surroundings } from '../world/surroundings.ts';
import type { LogsFlags } from './flags.ts';

/** How often a followed log is looked at, and how often whether its pod has ended, in ms. */
const EVERY = 100;
const END_EVERY = 1000;

/** Runs `outrigger logs` and answers with its exit code. */
export async function logs(
  [wanted = '']: readonly string[],
  flags: LogsFlags,
  { stdout, env }: Surroundings,
): Promise<number> {
  const pod = findPod(stateRoot(flags.state, env), wanted, flags.namespace);
  const isPrevious = flags.previous === true;
  const read = containersOf(pod, flags.container).map((name) => readerOf(pod, name, isPrevious));
  if (isPrevious && read.every(({ isEmpty }) => isEmpty)) {
    const what = flags.container === undefined ? `no container of pod ${pod.name}` : `container ${flags.container}`;
    throw new Failure(`${what} has been started twice`, { code: 'not-found', hint: 'leave out --previous' });
  }
  const print = ({ container, time, text, isPartial }: NamedLine) => {
    const before = `${flags.prefix ? `[${container}] ` : ''}${flags.timestamps ? `${time} ` : ''}`;
    stdout.write(printable(`${before}${text}${isPartial ? '' : '\n'}`, false));
  };
  const { tail } = flags;
  for (const { next } of read) {
    const lines = next();
    for (const line of tail === undefined ? lines : lines.slice(-tail || lines.length)) print(line);
  }
  // What has ended prints nothing more.
  for (let waited = 0, isOver = isPrevious; flags.follow && !isOver; waited += EVERY) {
    isOver = !existsSync(pod.folder.path) || (waited % END_EVERY === 0 && hasEnded(pod));
    // One container is read after the other; they have printed in turns.
    for (const line of read.flatMap(({ next }) => next()).toSorted(byTime)) print(line);
    if (!isOver) await delay(EVERY);
  }
  for (const reader of read) reader[Symbol.dispose]();
  return 0;
}

interface NamedLine extends LogLine {
  readonly container: string;
}

interface LogReader extends Disposable {
  readonly next: () => readonly NamedLine[];
  /** There is no start that it could begin with. */
  readonly isEmpty: boolean;
}

/** Reads on what a container prints: from its last start on, or the start before it alone. */
function readerOf({ folder }: KeptPod, container: string, isPrevious: boolean): LogReader {
  const startsNow = () => [...new Set(folder.logsOf(container).map((path) => path.replace(/\.log.*$/, '.log')))];
  const before = startsNow();
  const chosen = before.at(isPrevious ? -2 : -1);
  const passed = new Set(before.filter((path) => path !== chosen));
  const open = new Map<string, FollowedLog>();
  return {
    isEmpty: chosen === undefined,
    next() {
      for (const path of startsNow()) {
        if (!passed.has(path) && !open.has(path)) open.set(path, followLog(path, 'oldest'));
      }
      return [...open.values()].flatMap((log) => log.next()).map((line) => ({ ...line, container }));
    },
    [Symbol.dispose]() {
      for (const log of open.values()) log[Symbol.dispose]();
    },
  };
}

function byTime(a: NamedLine, b: NamedLine): number {
  return a.time < b.time ? -1 : a.time > b.time ? 1 : 0;
}

/** Where it runs in the background, it stays until somebody stops it. */
function hasEnded({ folder }: KeptPod): boolean {
  return podEnd(folder.readNews().findLast(({ status }) => status)?.status) !== undefined;
}

function containersOf({ run, name }: KeptPod, wanted: string | undefined): readonly string[] {
  const { initContainers = [], containers = [] } = run.pod.spec ?? { containers: [] };
  const names = [...initContainers, ...containers].map((container) => container.name);
  if (wanted === undefined) return names;
  if (names.includes(wanted)) return [wanted];
  throw new Failure(`pod ${name} has no container "${wanted}"`, { code: 'not-found', hint: hintFor(wanted, names) });
}
