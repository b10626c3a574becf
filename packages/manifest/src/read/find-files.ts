import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The manifests below a directory, sorted by name: `*.yaml`, `*.yml` and `*.json`. Hidden entries and `node_modules` are
 * skipped; links are followed, each directory once, so that a loop of links ends.
 */
export async function findFiles(directory: string): Promise<readonly string[]> {
  return findBelow(directory, new Set());
}

async function findBelow(directory: string, visited: Set<string>): Promise<readonly string[]> {
  const real = await realpath(directory);
  if (visited.has(real)) return [];
  visited.add(real);
  const found: string[] = [];
  for (const name of (await readdir(directory)).toSorted()) {
    if (name.startsWith('.') || name === 'node_modules') continue;
    const path = join(directory, name);
    const kind = await kindOf(path);
    if (kind === 'directory') found.push(...(await findBelow(path, visited)));
    else if (kind === 'file' && /\.(?:ya?ml|json)$/i.test(name)) found.push(path);
  }
  return found;
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
