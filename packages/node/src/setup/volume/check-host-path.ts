import type { Stats } from 'node:fs';
import { mkdir, open, readlink, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { Refusal } from '../refusal.ts';
import { isBelow, notAllowed } from './host-path-limits.ts';
import type { PlannedVolume } from './volume-plan.ts';

/** Makes sure that a hostPath is what it should be, and makes what may be made (pkg/volume/hostpath/host_path.go@v1.36.2: checkTypeInternal). */
export async function checkHostPath({
  path,
  type,
  allowed,
}: PlannedVolume & { readonly is: 'hostPath' }): Promise<Refusal | undefined> {
  const beyond = allowed && (await leadsBeyond(path, allowed));
  if (beyond) return { refused: beyond };
  const found = await stat(path).catch(() => undefined);
  if (!found) {
    // Without a type the kubelet looks at nothing, and container runtimes make a folder where there is none.
    if (type === '' || type === 'DirectoryOrCreate') return made(() => mkdir(path, { recursive: true, mode: 0o755 }));
    if (type === 'FileOrCreate') return made(async () => (await open(path, 'a', 0o644)).close());
  }
  const expected = EXPECTED[type];
  if (!expected || (found && expected.is(found))) return undefined;
  return { refused: `hostPath type check failed: ${path} is not a ${expected.called}` };
}

interface Expected {
  readonly is: (found: Stats) => boolean;
  readonly called: string;
}

const DIRECTORY: Expected = { is: (found) => found.isDirectory(), called: 'directory' };
const FILE: Expected = { is: (found) => found.isFile(), called: 'file' };

const EXPECTED: Readonly<Record<string, Expected>> = {
  DirectoryOrCreate: DIRECTORY,
  Directory: DIRECTORY,
  FileOrCreate: FILE,
  File: FILE,
  Socket: { is: (found) => found.isSocket(), called: 'socket file' },
  CharDevice: { is: (found) => found.isCharacterDevice(), called: 'character device' },
  BlockDevice: { is: (found) => found.isBlockDevice(), called: 'block device' },
};

/** Where links lead counts, not what is written: an allowed folder may hold a link to one that is not. */
async function leadsBeyond(path: string, allowed: readonly string[]): Promise<string | undefined> {
  const real = await realOf(path);
  const folders = await Promise.all(allowed.map((folder) => realOf(folder)));
  return folders.some((folder) => isBelow(real, folder)) ? undefined : notAllowed(real, allowed);
}

/** The real path, also of what is not there yet: a link may lead to nothing, and a file would be made where it leads. */
async function realOf(path: string, links = 0): Promise<string> {
  const real = await realpath(path).catch(() => undefined);
  if (real !== undefined) return real;
  const above = dirname(path);
  // What leads round in a circle can be made by nobody either.
  if (above === path || links > MOST_LINKS) return path;
  const leadsTo = await readlink(path).catch(() => undefined);
  if (leadsTo !== undefined) return realOf(resolve(above, leadsTo), links + 1);
  return join(await realOf(above, links), basename(path));
}

/** As many as Linux follows. */
const MOST_LINKS = 40;

async function made(work: () => Promise<unknown>): Promise<Refusal | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    return { refused: (error as Error).message };
  }
}
