import type { ContainerStatus, Terminated } from '../../../../packages/pod/src/lifecycle/status/container-statuses.ts';
import type { Pod } from '../../../../packages/pod/src/model/pod.ts';
import { containerOf } from './pod.ts';
import { type Word, wordsOf } from './words.ts';

/**
 * Reads container statuses, by container index; a container that no line names has none.
 *
 * A line is `NAME STATE WORDS`. STATE: `waiting`, `waiting(REASON)`, `running`, `exited CODE`, `exited CODE(REASON)`. WORDS:
 * `last=CODE` or `last=CODE(REASON)` for the instance before, `restarts=N`, `ready`, `started`, `notStarted`, `id=ID`
 * (by default the name, or none while it waits), `at=SECOND` when it was started.
 */
export function statusesOf(lines: readonly string[], pod: Pod): readonly (ContainerStatus | undefined)[] {
  const statuses: (ContainerStatus | undefined)[] = pod.containers.map(() => undefined);
  for (const line of lines) {
    const status = readStatus(line);
    statuses[containerOf(pod, status.name).index] = status;
  }
  return statuses;
}

/** The same, where a container that no line names has the status every container begins with: it waits. */
export function fullStatusesOf(lines: readonly string[], pod: Pod): readonly ContainerStatus[] {
  return statusesOf(lines, pod).map((status, i) => status ?? readStatus(`${pod.containers[i]?.name} waiting`));
}

/** Writes a status as the tables do. */
export function showStatus({ name, state, last, restarts, ready }: ContainerStatus): string {
  const words = [name];
  if (state.is === 'waiting') words.push(state.reason ? `waiting(${state.reason})` : 'waiting');
  else words.push(state.is === 'running' ? 'running' : `exited ${showEnd(state)}`);
  if (last) words.push(`last=${showEnd(last)}`);
  if (restarts > 0) words.push(`restarts=${restarts}`);
  if (ready) words.push('ready');
  return words.join(' ');
}

/** A plain exit says so by its code alone. */
function showEnd({ exitCode, reason }: Terminated): string {
  return reason === plainReason(exitCode) ? `${exitCode}` : `${exitCode}(${reason})`;
}

function plainReason(exitCode: number): string {
  return exitCode === 0 ? 'Completed' : 'Error';
}

function readStatus(line: string): ContainerStatus {
  const [name, stateWord, ...words] = wordsOf(line);
  if (!name || !stateWord) throw new Error(`no status: ${line}`);
  const has = (key: string) => words.some((word) => word.name === key);
  const value = (key: string) => words.find((word) => word.name === key)?.value;
  const last = words.find((word) => word.name === 'last');
  return {
    name: name.name,
    id: value('id') ?? (stateWord.name === 'waiting' ? '' : name.name),
    state: readState(line, stateWord, words),
    last: last && readEnd(last.value, last.inside),
    restarts: Number(value('restarts') ?? 0),
    ready: has('ready'),
    started: has('started') ? true : has('notStarted') ? false : undefined,
  };
}

function readState(line: string, state: Word, words: readonly Word[]): ContainerStatus['state'] {
  const at = words.find((word) => word.name === 'at')?.value;
  switch (state.name) {
    case 'waiting':
      return { is: 'waiting', reason: state.inside ?? '', message: '' };
    case 'running':
      return { is: 'running', startedAt: Number(at ?? 0) * 1000 };
    case 'exited':
      return readEnd(words[0]?.name, words[0]?.inside);
    default:
      throw new Error(`no status: ${line}`);
  }
}

function readEnd(code: string | undefined, reason: string | undefined): Terminated {
  const exitCode = Number(code);
  if (Number.isNaN(exitCode)) throw new Error(`no exit code: ${code}`);
  return {
    is: 'terminated',
    reason: reason ?? plainReason(exitCode),
    message: '',
    exitCode,
    startedAt: 0,
    finishedAt: 0,
  };
}
