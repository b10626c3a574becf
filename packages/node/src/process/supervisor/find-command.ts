import { accessSync, constants, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

/**
 * Why a command cannot be started, as execvp(3) would find: another command starts it, whose own end would be all that is seen of
 * that. Undefined when there is something to start.
 */
export function missingCommand(
  file: string,
  place: { readonly path: string; readonly folder: string },
): Missing | undefined {
  if (file === '') return 'ENOENT';
  if (file.includes('/')) return problemOf(resolve(place.folder, file));
  const problems = place.path.split(':').map((folder) => problemOf(join(resolve(place.folder, folder), file)));
  if (problems.includes(undefined)) return undefined;
  return problems.includes('EACCES') ? 'EACCES' : 'ENOENT';
}

/** As an error's code. */
export type Missing = 'ENOENT' | 'EACCES';

function problemOf(path: string): Missing | undefined {
  try {
    if (statSync(path).isDirectory()) return 'EACCES';
    accessSync(path, constants.X_OK);
    return undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EACCES' ? 'EACCES' : 'ENOENT';
  }
}
