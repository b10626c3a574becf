import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';

/** A manifest below a directory, or a directory that cannot be looked into. */
export type FoundFile = { readonly path: string; readonly error?: unknown };

/**
 * The manifests below a directory, sorted by name: `*.yaml`, `*.yml` and `*.json`, or the files with names of another
 * pattern. Hidden entries and `node_modules` are skipped; links are followed, each directory once, so that a loop of links
 * ends.
 */
export async function findFiles(directory: string, wanted: RegExp = MANIFESTS): Promise<readonly FoundFile[]> {
  return findBelow(directory, { visited: new Set(), wanted });
}

const MANIFESTS = /\.(?:ya?ml|json)$/i;

interface Walk {
  readonly visited: Set<string>;
  readonly wanted: RegExp;
}

async function findBelow(directory: string, walk: Walk): Promise<readonly FoundFile[]> {
  try {
    const real = await realpath(directory);
    if (walk.visited.has(real)) return [];
    walk.visited.add(real);
    const found: FoundFile[][] = [];
    for (const name of (await readdir(directory)).toSorted()) {
      if (!name.startsWith('.') && name !== 'node_modules')
        found.push([...(await findAt(join(directory, name), walk))]);
    }
    return found.flat();
  } catch (error) {
    return [{ path: directory, error }];
  }
}

async function findAt(path: string, walk: Walk): Promise<readonly FoundFile[]> {
  const kind = await kindOf(path);
  if (kind === 'directory') return findBelow(path, walk);
  return kind === 'file' && walk.wanted.test(basename(path)) ? [{ path }] : [];
}

/** Undefined for what cannot hold manifests: pipes, devices, sockets, and links that lead nowhere. */
async function kindOf(path: string): Promise<'file' | 'directory' | undefined> {
  try {
    const found = await stat(path);
    return found.isDirectory() ? 'directory' : found.isFile() ? 'file' : undefined;
  } catch {
    // Gone since it was listed, or not ours to look at: a directory's other files still count.
    return undefined;
  }
}
