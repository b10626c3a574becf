import { readdirSync, readFileSync } from 'node:fs';
import { MARK } from './supervisor/process-table.ts';

/** What the processes of a pod use now. */
export interface ProcessUsage {
  /** Of those that still run, in seconds. */
  readonly cpuSeconds: number;
  /** Resident, in bytes; what several share counts for each. */
  readonly memoryBytes: number;
  readonly processes: number;
}

/** What all processes of a pod's containers use; undefined where the system does not tell. Linux only. */
export function processUsage(uid: string): ProcessUsage | undefined {
  let [ticks, pages, processes] = [0, 0, 0];
  try {
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      if (!read(`/proc/${pid}/environ`).includes(`${MARK}=${uid}/`)) continue;
      // The fields behind the name, which may hold blanks: user and system time are the 14th and 15th, pages the 24th.
      const fields = read(`/proc/${pid}/stat`)
        .replace(/^.*\) /s, '')
        .split(' ')
        .map(Number);
      ticks += (fields[11] ?? 0) + (fields[12] ?? 0);
      pages += fields[21] ?? 0;
      processes++;
    }
  } catch {
    return undefined;
  }
  return { cpuSeconds: ticks / TICKS_PER_SECOND, memoryBytes: pages * PAGE, processes };
}

/** USER_HZ, and the size of a page on every Linux that Node runs on but a few ARM ones (sysconf has no place in Node). */
const TICKS_PER_SECOND = 100;
const PAGE = 4096;

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
