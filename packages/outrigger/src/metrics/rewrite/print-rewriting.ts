import type { Problem } from '@outrigger/manifest';
import { printProblems } from '../../input/print-problems.ts';
import { printable } from '../../world/printable.ts';
import type { Surroundings } from '../../world/surroundings.ts';
import type { RewriteFlags } from '../flags.ts';
import type { PlacedRule, RewrittenFile } from './rewrite-file.ts';

/** Says on stderr what came in where, and what is left for a person; answers with how much could not be done. */
export function printRewriting(
  files: readonly RewrittenFile[],
  flags: Pick<RewriteFlags, 'by' | 'quiet' | 'color'>,
  surroundings: Surroundings,
): number {
  const problems = files.flatMap((file) => problemsOf(file));
  printProblems(problems, surroundings, flags);
  const rules = files.flatMap(({ rules }) => rules);
  const changed = rules.filter(isChanged);
  const refused = rules.filter(({ refusal }) => refusal !== undefined);
  if (!flags.quiet) {
    const say = (text: string) => surroundings.stderr.write(`${printable(text, false)}\n`);
    const word = flags.by === 'recorded' ? 'now as' : 'also from';
    for (const { name, position, rewritten } of changed) {
      const metrics = rewritten.metrics.map(([metric, now]) => `${metric} ${word} ${now}`).join(', ');
      say(`${name} (${position.file}:${position.line}): ${metrics}`);
    }
    say(sumOf(files, changed.length, rules.filter(isLeft).length));
    if (flags.by === 'recorded' && changed.length > 0) say('They need the recording rules of: outrigger metrics rules');
  }
  return refused.length;
}

function isChanged({ rewritten, refusal }: PlacedRule): boolean {
  return rewritten.splices.length > 0 && refusal === undefined;
}

function isLeft({ remarks, refusal }: PlacedRule): boolean {
  return refusal !== undefined || remarks.some(({ kind }) => kind === 'left');
}

function problemsOf({ file, rules, mentions }: RewrittenFile): readonly Problem[] {
  const ofRules = rules.flatMap(({ name, path, position, remarks, refusal }) => [
    ...(refusal === undefined
      ? []
      : [problem({ file, path, position, severity: 'error', message: `${name} was not rewritten: ${refusal}` })]),
    ...remarks.map(({ kind, message, position: at }) => {
      const what = kind === 'left' ? `${name} still misses sidecars: ${message}` : `${name}: ${message}`;
      return problem({ file, path, position: at, severity: 'warning', message: what });
    }),
  ]);
  const ofTexts = mentions.map(({ path, position, message }) =>
    problem({ file, path, position, severity: 'warning', message }),
  );
  return [...ofRules, ...ofTexts];
}

function problem(told: Omit<Problem, 'code'>): Problem {
  return { code: 'unsupported-value', ...told };
}

function sumOf(files: readonly RewrittenFile[], changed: number, left: number): string {
  const inFiles = files.filter(({ before, after }) => before !== after).length;
  const rest = left === 0 ? '' : `; ${count(left, 'rule')} left for you`;
  if (changed === 0) return `nothing to change in ${count(files.length, 'file')}${rest}`;
  return `${count(changed, 'rule')} to change, in ${count(inFiles, 'file')}${rest}`;
}

function count(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? '' : 's'}`;
}
