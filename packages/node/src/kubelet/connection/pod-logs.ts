import { setTimeout as delay } from 'node:timers/promises';
import type { LogOptions } from '@outrigger/cluster';
import { followLog } from '../../log/follow-log.ts';
import type { LogLine } from '../../log/read-line.ts';
import type { PodFolder } from '../../state/pod-folder.ts';

/** Which log is wanted. */
export interface WantedLog extends LogOptions {
  readonly folder: PodFolder;
  readonly container: string;
  /** Whether the container will write more: it runs, or will be started again. */
  readonly isLive: () => boolean;
}

/** How often a log that is followed is looked at, in ms. */
const LOOK_EVERY = 50;

/** A container's log as `kubectl logs` wants it (kubernetes pkg/kubelet/kuberuntime/logs/logs.go ReadLogs@1.36); undefined when there is none. */
export function podLog(wanted: WantedLog, signal: AbortSignal): AsyncIterable<Uint8Array> | undefined {
  const attempts = attemptsOf(wanted.folder, wanted.container);
  const path = wanted.previous ? attempts.at(-2) : attempts.at(-1);
  return path === undefined ? undefined : read(path, wanted, signal);
}

/** The file that a container writes to now. */
export function currentLog(folder: PodFolder, container: string): string | undefined {
  return attemptsOf(folder, container).at(-1);
}

async function* read(path: string, wanted: WantedLog, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  const { limitBytes = Number.POSITIVE_INFINITY } = wanted;
  let left = limitBytes;
  using log = followLog(path);
  const turns = wanted.folder.logsOf(wanted.container).filter((each) => each.startsWith(`${path}.`));
  let first: LogLine[] = [];
  for (const turn of [...turns, path]) {
    if (turn === path) first.push(...log.next());
    else {
      using old = followLog(turn);
      first.push(...old.next());
    }
  }
  const { since, tailLines } = wanted;
  if (since) first = first.filter(({ time }) => Date.parse(time) >= since.getTime());
  if (tailLines !== undefined) first = lastLines(first, tailLines);
  const cut = (lines: readonly LogLine[]): Uint8Array | undefined => {
    const bytes = encoder.encode(lines.map((line) => printed(line, wanted.timestamps)).join(''));
    const part = bytes.subarray(0, left);
    left -= part.length;
    return part.length === 0 ? undefined : part;
  };
  const begun = cut(first);
  if (begun) yield begun;
  while (wanted.follow && !signal.aborted && left > 0) {
    const isLast = !wanted.isLive();
    const more = cut(log.next());
    if (more) yield more;
    if (isLast) return;
    await delay(LOOK_EVERY, undefined, { signal }).catch(() => {});
  }
}

function printed({ time, text, isPartial }: LogLine, timestamps: boolean): string {
  return `${timestamps ? `${time} ` : ''}${text}${isPartial ? '' : '\n'}`;
}

/** A line that was written in pieces is one. */
function lastLines(lines: readonly LogLine[], count: number): LogLine[] {
  let found = 0;
  let begin = lines.length;
  while (begin > 0) {
    if (lines[begin - 1]?.isPartial === false && ++found > count) break;
    begin--;
  }
  return lines.slice(begin);
}

/** The newest file of each start, oldest start first. */
function attemptsOf(folder: PodFolder, container: string): readonly string[] {
  return [...new Set(folder.logsOf(container).map((path) => path.replace(/\.\d+$/, '')))];
}
