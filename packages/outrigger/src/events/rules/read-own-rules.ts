import {
  type CausalRule,
  type Classifier,
  createClassifier,
  readCausalRules,
  readClassRules,
  type UserRule,
} from '@outrigger/events';
import { type Problem, parseValue, readTextOf } from '@outrigger/manifest';
import { printProblems } from '../../input/print-problems.ts';
import type { Surroundings } from '../../world/surroundings.ts';

/** Rules of a user's own, of both kinds. */
export interface OwnRules {
  readonly classifier: Classifier;
  /** Causal ones. */
  readonly rules: readonly CausalRule[];
}

/**
 * The rules of some files, those of the first before those of the next; each has rules of classification or causal ones, which have a
 * cause and an effect. Undefined after what is wrong with them was printed.
 */
export async function readOwnRules(
  files: readonly string[] = [],
  surroundings: Surroundings,
): Promise<OwnRules | undefined> {
  const classes: UserRule[] = [];
  const causes: CausalRule[] = [];
  const problems: Problem[] = [];
  for (const file of files) {
    const read = await readOne(file);
    if (!read.ok) problems.push(...read.problems);
    else if (read.kind === 'causes') causes.push(...read.rules);
    else classes.push(...read.rules);
  }
  if (problems.length === 0) return { classifier: createClassifier(classes), rules: causes };
  printProblems(problems, surroundings, { color: 'auto' });
  return undefined;
}

async function readOne(file: string) {
  const read = await readTextOf(file);
  if (!read.ok) return { ok: false, problems: [read.problem] } as const;
  return (await isOfCauses(read.text, file))
    ? ({ kind: 'causes', ...(await readCausalRules(read.text, file)) } as const)
    : ({ kind: 'classes', ...(await readClassRules(read.text, file)) } as const);
}

async function isOfCauses(text: string, file: string): Promise<boolean> {
  const parsed = await parseValue(text, file);
  const { rules } = ((parsed.ok && parsed.value) || {}) as { readonly rules?: unknown };
  return Array.isArray(rules) && rules.some((rule) => rule?.cause !== undefined || rule?.effect !== undefined);
}
