import { readdirSync, readFileSync } from 'node:fs';

/** The variable by which a container's processes are known, wherever they have gone. */
export const MARK = 'OUTRIGGER_CONTAINER';

/** A process that bears a mark. */
export interface MarkedProcess {
  readonly pid: number;
  readonly mark: string;
}

/**
 * Everything that was begun by containers and runs: also what left its group, or whose parent has gone; not what has cleared its
 * variables. Linux only.
 */
export function markedProcesses(isWanted: (mark: string) => boolean): readonly MarkedProcess[] {
  return pids().flatMap((pid) => {
    const mark = markOf(readProc(pid, 'environ'));
    return mark !== undefined && isWanted(mark) && isAlive(pid) ? [{ pid, mark }] : [];
  });
}

/** By what a container's processes are known. */
export interface Bearing {
  readonly mark: (mark: string) => boolean;
  /** Of one that has cleared its variables: the mark that it cannot lose (inherited-mark.ts). */
  readonly inherited: (mark: string) => boolean;
}

/** The same, and what has cleared its variables, too. */
export function bearersOf({ mark, inherited }: Bearing): readonly number[] {
  return pids().filter((pid) => {
    const own = markOf(readProc(pid, 'environ'));
    if (own !== undefined) return mark(own) && isAlive(pid);
    const limit = /^Max file locks +(\d+) /m.exec(readProc(pid, 'limits').toString('latin1'))?.[1];
    return limit !== undefined && inherited(limit) && isAlive(pid);
  });
}

/** Whether a process does something about a signal: as the first process of a container it would not get it otherwise. */
export function catches(pid: number, signal: number): boolean {
  const mask = /^SigCgt:\s*([0-9a-f]+)$/m.exec(readProc(pid, 'status').toString())?.[1];
  // Where nothing is known of it, it gets the signal.
  return mask === undefined || (BigInt(`0x${mask}`) & (1n << BigInt(signal - 1))) !== 0n;
}

const BEGINNING = Buffer.from(`${MARK}=`);

/** Variables end with a zero byte each; they are not made text, because there are many processes and few marks. */
function markOf(environ: Buffer): string | undefined {
  let begin = environ.indexOf(BEGINNING);
  while (begin > 0 && environ[begin - 1] !== 0) begin = environ.indexOf(BEGINNING, begin + 1);
  if (begin < 0) return undefined;
  const end = environ.indexOf(0, begin);
  return environ.toString('utf8', begin + BEGINNING.length, end < 0 ? environ.length : end);
}

/** A zombie has ended, though its number is still taken. */
function isAlive(pid: number): boolean {
  return !/^State:\s*[ZX]/m.test(readProc(pid, 'status').toString());
}

function pids(): readonly number[] {
  try {
    return readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? [Number(name)] : []));
  } catch {
    return [];
  }
}

const NOTHING = Buffer.alloc(0);

function readProc(pid: number, file: string): Buffer {
  try {
    return readFileSync(`/proc/${pid}/${file}`);
  } catch {
    return NOTHING;
  }
}
