import { readFileSync } from 'node:fs';
import { markedProcesses } from './supervisor/process-table.ts';

/** What the processes of a pod use now. */
export interface ProcessUsage {
  /** Of those that still run, in seconds. */
  readonly cpuSeconds: number;
  /** Resident, in bytes; what several share counts for each. */
  readonly memoryBytes: number;
  readonly processes: number;
}

/**
 * What the processes of each pod's containers use, by the pods' uids; a pod without processes is not among them, and undefined is
 * said where the system does not tell. Linux only. Every process of the machine is looked at once, however many pods there are.
 */
export function processUsages(): ReadonlyMap<string, ProcessUsage> | undefined {
  return usagesBy((mark) => mark.replace(/\/.*$/, ''));
}

/** The same for each run of a container, by `POD-UID/INSTANCE`. */
export function containerUsages(): ReadonlyMap<string, ProcessUsage> | undefined {
  return usagesBy((mark) => mark);
}

function usagesBy(ownerOf: (mark: string) => string): ReadonlyMap<string, ProcessUsage> | undefined {
  if (process.platform !== 'linux') return undefined;
  const usages = new Map<string, ProcessUsage>();
  for (const { pid, mark } of markedProcesses(() => true)) {
    const owner = ownerOf(mark);
    // The fields behind the name, which may hold blanks: user and system time are the 14th and 15th, pages the 24th.
    const fields = read(`/proc/${pid}/stat`)
      .replace(/^.*\) /s, '')
      .split(' ')
      .map(Number);
    const { cpuSeconds, memoryBytes, processes } = usages.get(owner) ?? NOTHING;
    usages.set(owner, {
      cpuSeconds: cpuSeconds + ((fields[11] ?? 0) + (fields[12] ?? 0)) / TICKS_PER_SECOND,
      memoryBytes: memoryBytes + (fields[21] ?? 0) * PAGE,
      processes: processes + 1,
    });
  }
  return usages;
}

const NOTHING: ProcessUsage = { cpuSeconds: 0, memoryBytes: 0, processes: 0 };

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
