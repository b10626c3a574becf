import { formatPatch } from 'diff';
import { type ColorMode, usesColor } from '../world/style.ts';
import type { Surroundings } from '../world/surroundings.ts';
import type { ChangedFile } from './changed-file.ts';
import { diffHunks } from './diff-hunks.ts';

/** Prints what changes in the files as a unified diff, which `git apply` and `patch -p1` take. */
export function printDiff(
  files: readonly ChangedFile[],
  flags: { readonly color: ColorMode },
  { stdout, env }: Surroundings,
): void {
  const color = usesColor(flags.color, env, stdout);
  for (const { file, before, after } of files) {
    if (before === after) continue;
    const name = file === '-' ? 'stdin' : file.replace(/^\.?\//, '');
    const patch = { oldFileName: `a/${name}`, newFileName: `b/${name}`, oldHeader: undefined, newHeader: undefined };
    const lines = formatPatch({ ...patch, hunks: diffHunks(before, after) }).replace(/^=+\n/, '');
    stdout.write(color ? lines.replace(/^.*$/gm, paint) : lines);
  }
}

function paint(line: string): string {
  if (line.startsWith('+')) return `\u001b[32m${line}\u001b[39m`;
  if (line.startsWith('-')) return `\u001b[31m${line}\u001b[39m`;
  return line.startsWith('@@') ? `\u001b[36m${line}\u001b[39m` : line;
}
