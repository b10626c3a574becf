import { existsSync, linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The process that looks after a pod; undefined where there is none, or it was killed. */
export function ownerOf(folder: string): number | undefined {
  return ownerIn(join(folder, FILE));
}

function ownerIn(path: string): number | undefined {
  try {
    const { pid, started } = JSON.parse(readFileSync(path, 'utf8')) as Owner;
    return startOf(pid) === started ? pid : undefined;
  } catch {
    return undefined;
  }
}

/** Makes this process the one that looks after a pod, unless another does: then it answers with that one's number. */
export function takeOver(folder: string): { readonly ok: true } | { readonly ok: false; readonly pid: number } {
  const path = join(folder, FILE);
  const own = JSON.stringify({ pid: process.pid, started: startOf(process.pid) } satisfies Owner);
  for (let tries = 0; ; tries++) {
    try {
      // Whoever makes the file has it.
      writeFileSync(path, own, { flag: 'wx', mode: 0o600 });
      return { ok: true };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || tries > 3) throw error;
    }
    const pid = ownerOf(folder);
    if (pid !== undefined && pid !== process.pid) return { ok: false, pid };
    takeAside(path, pid);
  }
}

/** Removes the file of a dead owner, but not that of one who has taken the place meanwhile: a file is moved by one process only. */
function takeAside(path: string, known: number | undefined): void {
  const aside = `${path}.${process.pid}`;
  try {
    renameSync(path, aside);
    if (known === undefined && ownerIn(aside) !== undefined) linkSync(aside, path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT' && code !== 'EEXIST') throw error;
  }
  rmSync(aside, { force: true });
}

/** Gives a pod up, so that another may look after it. */
export function giveUp(folder: string): void {
  if (ownerOf(folder) === process.pid) rmSync(join(folder, FILE), { force: true });
}

const FILE = 'owner.json';

interface Owner {
  readonly pid: number;
  /** Numbers are given again; with its start a process is told from a later one of its number. */
  readonly started: string | undefined;
}

/** Undefined where no such process is. */
function startOf(pid: number): string | undefined {
  try {
    // The 22nd field and, before it, the 3rd; the second, in parentheses, may hold blanks.
    const [state = '', ...fields] = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    // One that was killed keeps its number until somebody has asked how it ended.
    return 'ZX'.includes(state) ? undefined : fields[18];
  } catch {
    return HAS_PROC ? undefined : aliveOf(pid);
  }
}

/** Where the system tells no more of a process than whether it is. */
function aliveOf(pid: number): string | undefined {
  try {
    process.kill(pid, 0);
    return 'alive';
  } catch {
    return undefined;
  }
}

const HAS_PROC = existsSync('/proc/self/stat');
