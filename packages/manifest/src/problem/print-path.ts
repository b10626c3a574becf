import type { Path } from './problem.ts';

/** `clusters[0].name`; the empty path is what the whole is called. */
export function printPath(path: Path, whole: string): string {
  if (path.length === 0) return whole;
  return path.map((part, i) => (typeof part === 'number' ? `[${part}]` : i === 0 ? part : `.${part}`)).join('');
}
