import { readdirSync, readFileSync } from 'node:fs';

/** The variable by which a container's processes are known, wherever they have gone. */
export const MARK = 'OUTRIGGER_CONTAINER';

/** Everything that runs and was begun by a container: also what left its group, or whose parent has gone. Linux only. */
export function processesOf(mark: string): readonly number[] {
  const wanted = `${MARK}=${mark}`;
  return pids().filter((pid) => readProc(pid, 'environ').split('\0').includes(wanted) && isAlive(pid));
}

/** Whether a process does something about a signal: as the first process of a container it would not get it otherwise. */
export function catches(pid: number, signal: number): boolean {
  const mask = /^SigCgt:\s*([0-9a-f]+)$/m.exec(readProc(pid, 'status'))?.[1];
  // Where nothing is known of it, it gets the signal.
  return mask === undefined || (BigInt(`0x${mask}`) & (1n << BigInt(signal - 1))) !== 0n;
}

/** A zombie has ended, though its number is still taken. */
function isAlive(pid: number): boolean {
  return !/^State:\s*[ZX]/m.test(readProc(pid, 'status'));
}

function pids(): readonly number[] {
  try {
    return readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? [Number(name)] : []));
  } catch {
    return [];
  }
}

function readProc(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}
