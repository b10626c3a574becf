import { printDiff } from '../../change/print-diff.ts';
import { printPatch } from '../../change/print-patch.ts';
import { writeFiles } from '../../change/write-files.ts';
import { printProblems } from '../../input/print-problems.ts';
import { badFlag, Failure } from '../../world/failure.ts';
import type { Surroundings } from '../../world/surroundings.ts';
import type { RewriteFlags } from '../flags.ts';
import { doubledNameProblems } from '../name-problems.ts';
import { readJoin } from '../read-join.ts';
import { readRuleFiles } from '../read-rule-files.ts';
import { nestedRuleProblems } from './nested-rules.ts';
import { printRewriting } from './print-rewriting.ts';
import { type RewrittenFile, rewriteFile } from './rewrite-file.ts';

/** Runs `outrigger metrics rewrite` and answers with its exit code. */
export async function rewrite(
  paths: readonly string[],
  flags: RewriteFlags,
  surroundings: Surroundings,
): Promise<number> {
  const inputs = [...paths, ...(flags.filename ?? [])];
  checkFlags(inputs, flags);
  const join = readJoin(flags);
  const files = await readRuleFiles(inputs, surroundings);
  const problems = [
    ...files.flatMap((file) => file.problems),
    ...doubledNameProblems(files.flatMap(({ workloads }) => workloads)),
    ...nestedRuleProblems(files.flatMap(({ objects }) => objects)),
  ];
  let errors = printProblems(problems, surroundings, flags);
  const rewritten = await Promise.all(files.map((file) => rewriteFile(file, { ...join, by: flags.by })));
  if (flags.jsonPatch) printPatches(rewritten, surroundings);
  else if (!flags.write || flags.diff) printDiff(rewritten, flags, surroundings);
  errors += printRewriting(rewritten, flags, surroundings);
  if (flags.write) errors += await writeFiles(rewritten, surroundings);
  if (errors > 0) return 2;
  return flags.check && rewritten.some(({ before, after }) => before !== after) ? 1 : 0;
}

function checkFlags(inputs: readonly string[], flags: RewriteFlags): void {
  if (inputs.length === 0) {
    throw new Failure('no file was named', {
      code: 'no-input',
      hint: 'outrigger metrics rewrite PATH; see outrigger metrics rewrite --help',
    });
  }
  if (flags.write && inputs.includes('-')) {
    throw badFlag('--write', 'standard input is no file', 'print the result with --diff');
  }
  if (flags.write && flags.check) throw badFlag('--check', 'it writes nothing', 'leave out --write');
}

function printPatches(files: readonly RewrittenFile[], surroundings: Surroundings): void {
  for (const { file, before, after, patches } of files) {
    for (const { object, patch } of patches) printPatch(object, patch, surroundings);
    if (before !== after && patches.length === 0) {
      surroundings.stderr.write(`warning: ${file} holds no object that could be patched: --write changes it\n`);
    }
  }
}
