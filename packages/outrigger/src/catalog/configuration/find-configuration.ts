import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Failure } from '../../world/failure.ts';

/** What a file of settings for all commands may be called. */
const NAMES = ['outrigger.yaml', '.outrigger.yaml'] as const;

/**
 * The settings that hold in a directory: its own file, else that of the nearest directory above, up to the repository's root.
 * Outside of a repository nobody knows where to end, and only the directory itself is looked at.
 */
export function findConfiguration(directory: string): string | undefined {
  const chain = upToRoot(resolve(directory));
  for (const place of chain) {
    const found = NAMES.map((name) => join(place, name)).filter((path) => existsSync(path));
    if (found.length > 1) {
      throw new Failure(`there are two files of settings: ${found.join(' and ')}`, {
        code: 'two-configurations',
        hint: 'put everything into one of them',
      });
    }
    if (found[0] !== undefined) return found[0];
  }
  return undefined;
}

function upToRoot(directory: string): readonly string[] {
  const chain: string[] = [];
  for (let place = directory; ; place = dirname(place)) {
    chain.push(place);
    // A work tree or a submodule has a file there.
    if (existsSync(join(place, '.git'))) return chain;
    if (dirname(place) === place) return [directory];
  }
}
