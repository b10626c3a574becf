import {
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rename,
  rm,
  symlink,
  unlink,
  writeFile,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isRefusal, type Refusal } from '../refusal.ts';
import type { PlannedFile } from './volume-plan.ts';

/**
 * Writes files into a folder so that whoever reads them sees all old ones or all new ones. They lie in a folder with a time
 * in its name; `..data` leads there, and each visible name leads through `..data`. Nothing happens when nothing has changed
 * (pkg/volume/util/atomic_writer.go@v1.36.2: AtomicWriter.Write).
 */
export async function writeAtomically(
  folder: string,
  files: ReadonlyMap<string, PlannedFile>,
  now: Date,
): Promise<Refusal | undefined> {
  const bad = [...files.keys()].map(badPath).find(isRefusal);
  if (bad) return bad;
  const dataLink = join(folder, DATA);
  const old = await readlink(dataLink).catch(orNothing);
  const oldPaths = old === undefined ? [] : await pathsIn(join(folder, old));
  const gone = oldPaths.filter((path) => !isWanted(path, files));
  const isSame = old !== undefined && gone.length === 0 && (await holds(join(folder, old), files));
  if (!isSame) {
    const fresh = await writeFresh(folder, files, now);
    await rm(join(folder, NEW_DATA), { force: true });
    await symlink(fresh, join(folder, NEW_DATA));
    await rename(join(folder, NEW_DATA), dataLink);
  }
  for (const name of new Set([...files.keys()].map(visibleName))) {
    const isThere = (await readlink(join(folder, name)).catch(orNothing)) !== undefined;
    if (!isThere) await symlink(join(DATA, name), join(folder, name));
  }
  for (const path of gone) if (!path.includes('/')) await unlink(join(folder, path)).catch(orNothing);
  if (old !== undefined && !isSame) await rm(join(folder, old), { recursive: true, force: true });
  return undefined;
}

const DATA = '..data';
const NEW_DATA = '..data_tmp';

async function writeFresh(folder: string, files: ReadonlyMap<string, PlannedFile>, now: Date): Promise<string> {
  const [date = '', time = ''] = now.toISOString().slice(0, 19).split('T');
  const stamp = `..${date.replaceAll('-', '_')}_${time.replaceAll(':', '_')}.`;
  const fresh = await mkdtemp(join(folder, stamp));
  // The volume's own folder says who may come in; umask has no say.
  await chmod(fresh, 0o755);
  for (const [path, { data, mode }] of files) {
    const file = join(fresh, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, data, { mode: 0o600 });
    await chmod(file, mode);
  }
  return fresh.slice(folder.length + 1);
}

function visibleName(path: string): string {
  return path.split('/')[0] ?? path;
}

/** Is this a wanted file, or a folder above one? */
function isWanted(path: string, files: ReadonlyMap<string, PlannedFile>): boolean {
  return files.has(path) || [...files.keys()].some((wanted) => wanted.startsWith(`${path}/`));
}

/** Files and folders, by their paths below. */
async function pathsIn(folder: string): Promise<readonly string[]> {
  return readdir(folder, { recursive: true }).catch((error) => orNothing(error) ?? []);
}

async function holds(folder: string, files: ReadonlyMap<string, PlannedFile>): Promise<boolean> {
  for (const [path, { data }] of files) {
    const there = await readFile(join(folder, path)).catch(orNothing);
    if (!there?.equals(data)) return false;
  }
  return true;
}

function orNothing(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
}

/** validatePath, in its words. */
function badPath(path: string): Refusal | undefined {
  const names = path.split('/');
  if (path === '') return { refused: 'invalid path: must not be empty: ""' };
  if (path.startsWith('/')) return { refused: `invalid path: must be relative path: ${path}` };
  if (path.length > 4096) return { refused: 'invalid path: must be less than or equal to 4096 characters' };
  if (names.includes('..')) return { refused: `invalid path: must not contain '..': ${path}` };
  if (names.some((name) => name.length > 255))
    return { refused: 'invalid path: filenames must be less than or equal to 255 characters' };
  return path.startsWith('..') ? { refused: `invalid path: must not start with '..': ${path}` } : undefined;
}
