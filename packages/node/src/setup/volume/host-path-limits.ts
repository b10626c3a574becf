import { relative, resolve } from 'node:path/posix';

/** Is this path in the folder, or the folder itself? Both as they are written. */
export function isBelow(path: string, folder: string): boolean {
  const from = relative(resolve('/', folder), resolve('/', path));
  return from === '' || (from !== '..' && !from.startsWith('../'));
}

/** What is said of a hostPath that would reach further than it may. */
export function notAllowed(path: string, allowed: readonly string[]): string {
  const where = allowed.length === 0 ? 'no hostPath is allowed' : `allowed are ${allowed.join(', ')}`;
  return `hostPath ${path} is not allowed on this machine: ${where}`;
}
