import { type Problem, renderProblem } from '@outrigger/manifest';
import { printable } from '../world/printable.ts';
import { type ColorMode, usesColor, widthOf } from '../world/style.ts';
import type { Surroundings } from '../world/surroundings.ts';

/** Prints what is wrong with the input to stderr, and answers with how many of the problems are errors. */
export function printProblems(
  problems: readonly Problem[],
  { stderr, env }: Surroundings,
  { color, width }: { readonly color: ColorMode; readonly width?: number },
): number {
  const options = { color: usesColor(color, env, stderr), width: widthOf(width, env, stderr) };
  for (const problem of problems.slice(0, MOST))
    stderr.write(`${printable(renderProblem(problem, options), options.color)}\n`);
  if (problems.length > MOST) stderr.write(`… and ${problems.length - MOST} more\n`);
  return problems.filter(({ severity }) => severity === 'error').length;
}

/** Who has more to mend than this has one cause to find. */
const MOST = 20;
