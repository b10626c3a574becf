import { readClassRules, type UserRule } from '@outrigger/events';
import { readTextOf } from '@outrigger/manifest';
import { printProblems } from '../../input/print-problems.ts';
import type { Surroundings } from '../../world/surroundings.ts';

/** The rules of some files, those of the first before those of the next; undefined after what is wrong with them was printed. */
export async function readRuleFiles(
  files: readonly string[],
  surroundings: Surroundings,
): Promise<readonly UserRule[] | undefined> {
  const rules: UserRule[] = [];
  let isFine = true;
  for (const file of files) {
    const text = await readTextOf(file);
    const read = text.ok ? await readClassRules(text.text, file) : { ok: false as const, problems: [text.problem] };
    if (read.ok) rules.push(...read.rules);
    else {
      printProblems(read.problems, surroundings, { color: 'auto' });
      isFine = false;
    }
  }
  return isFine ? rules : undefined;
}
