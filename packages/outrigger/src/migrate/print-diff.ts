import { formatPatch, type StructuredPatchHunk, structuredPatch } from 'diff';
import { usesColor } from '../world/style.ts';
import type { Surroundings } from '../world/surroundings.ts';
import type { MigrateFlags } from './flags.ts';
import type { MigratedFile } from './migrate-files.ts';

/** Prints what changes in the files as a unified diff, which `git apply` and `patch -p1` take. */
export function printDiff(
  files: readonly MigratedFile[],
  flags: Pick<MigrateFlags, 'color'>,
  { stdout, env }: Surroundings,
): void {
  const color = usesColor(flags.color, env, stdout);
  for (const { file, before, after } of files) {
    if (before === after) continue;
    const name = file === '-' ? 'stdin' : file.replace(/^\.?\//, '');
    const patch = { oldFileName: `a/${name}`, newFileName: `b/${name}`, oldHeader: undefined, newHeader: undefined };
    const lines = formatPatch({ ...patch, hunks: hunksOf(before, after) }).replace(/^=+\n/, '');
    stdout.write(color ? lines.replace(/^.*$/gm, paint) : lines);
  }
}

/** Document by document, for the time a diff takes grows with the square of what differs. An edit adds or takes no document. */
function hunksOf(before: string, after: string): StructuredPatchHunk[] {
  const [old, now] = [documentsOf(before), documentsOf(after)];
  if (old.length !== now.length) return structuredPatch('', '', before, after, '', '', { context: 3 }).hunks;
  const hunks: StructuredPatchHunk[] = [];
  let [oldLine, newLine] = [0, 0];
  for (const [index, document] of old.entries()) {
    const changed = now[index] ?? '';
    if (document !== changed) {
      for (const hunk of structuredPatch('', '', document, changed, '', '', { context: 3 }).hunks) {
        hunks.push({ ...hunk, oldStart: hunk.oldStart + oldLine, newStart: hunk.newStart + newLine });
      }
    }
    oldLine += linesIn(document);
    newLine += linesIn(changed);
  }
  return hunks;
}

function documentsOf(text: string): readonly string[] {
  return text.split(/^(?=---)/m);
}

function linesIn(text: string): number {
  return text.split('\n').length - 1;
}

function paint(line: string): string {
  if (line.startsWith('+')) return `\u001b[32m${line}\u001b[39m`;
  if (line.startsWith('-')) return `\u001b[31m${line}\u001b[39m`;
  return line.startsWith('@@') ? `\u001b[36m${line}\u001b[39m` : line;
}
