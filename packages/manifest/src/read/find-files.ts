import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** A manifest below a directory, or a directory that cannot be looked into. */
type FoundFile = { readonly path: string; readonly error?: unknown };

/**
 * The manifests below a directory, sorted by name: `*.yaml`, `*.yml` and `*.json`. Hidden entries and `node_modules` are
 * skipped; links are followed, each directory once, so that a loop of links ends.
 */
export async function findFiles(directory: string): Promise<readonly FoundFile[]> {
  return findBelow(directory, new Set());
}

async function findBelow(directory: string, visited: Set<string>): Promise<readonly FoundFile[]> {
  try {
    const real = await realpath(directory);
    if (visited.has(real)) return [];
    visited.add(real);
    const found: FoundFile[][] = [];
    for (const name of (await readdir(directory)).toSorted()) {
      if (!name.startsWith('.') && name !== 'node_modules')
        found.push([...(await findAt(join(directory, name), visited))]);
    }
    return found.flat();
  } catch (error) {
    return [{ path: directory, error }];
  }
}

async function findAt(path: string, visited: Set<string>): Promise<readonly FoundFile[]> {
  const kind = await kindOf(path);
  if (kind === 'directory') return findBelow(path, visited);
  return kind === 'file' && /\.(?:ya?ml|json)$/i.test(path) ? [{ path }] : [];
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
