import { inheritedMark } from './inherited-mark.ts';
import { type Bearing, bearersOf } from './process-table.ts';

/** Kills everything that bears a mark, wherever it has gone; a mark with a slash at its end means all that begin so. */
export type Sweep = (mark: string) => Promise<void>;

/**
 * A sweep whose askers share their looks at the process table: when hundreds of containers end at once, a look for each of them
 * would be most of what the supervisor does.
 */
export function createSweep(): Sweep {
  let waiting: { readonly mark: string; readonly done: () => void }[] = [];
  const look = () => {
    const asked = waiting;
    waiting = [];
    const exact = new Set(asked.map(({ mark }) => mark));
    const beginnings = [...exact].filter((mark) => mark.endsWith('/'));
    const inherited = new Set([...exact].map(inheritedMark));
    const podMarks = beginnings.map(inheritedMark);
    killAll({
      mark: (mark) => exact.has(mark) || beginnings.some((beginning) => mark.startsWith(beginning)),
      inherited: (mark) => inherited.has(mark) || podMarks.some((beginning) => mark.startsWith(beginning)),
    });
    for (const { done } of asked) done();
  };
  return (mark) =>
    new Promise((done) => {
      if (waiting.push({ mark, done }) === 1) setImmediate(look);
    });
}

/** New ones may begin while the others are killed. */
function killAll(isWanted: Bearing): void {
  for (let round = 0; round < ROUNDS; round++) {
    const left = bearersOf(isWanted);
    if (left.length === 0) return;
    for (const pid of left) kill(pid);
  }
}

const ROUNDS = 20;

/** SIGKILL for a process, or with a negative number for a group; it may have ended by now. */
export function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
