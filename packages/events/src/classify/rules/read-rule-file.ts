import { type Json, type Path, type Problem, parseValue } from '@outrigger/manifest';
import { type Complain, mapOf } from './rule-fields.ts';

/** The rules of a file, or all that is wrong with it, each with its place. */
export type ReadFile<Rule> =
  | { readonly ok: true; readonly rules: readonly Rule[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Reads a user's rules of any kind from YAML or JSON: a list under `rules:`, each with a name of its own. */
export async function readRuleFile<Rule>(
  text: string,
  file: string,
  readRule: (value: Json, path: Path, complain: Complain) => { readonly name: string; readonly rule: Rule } | undefined,
): Promise<ReadFile<Rule>> {
  const parsed = await parseValue(text, file);
  if (!parsed.ok) return parsed;
  const problems: Problem[] = [];
  const complain: Complain = (path, message, { hint, atKey = false } = {}) => {
    problems.push({
      code: 'invalid-value',
      severity: 'error',
      message,
      ...(hint !== undefined && { hint }),
      file,
      path,
      position: (atKey ? parsed.locateKey : parsed.locate)(path),
    });
  };
  const names = new Map<string, number>();
  const rules = listOf(parsed.value, complain).flatMap((value, index) => {
    const read = readRule(value, ['rules', index], complain);
    if (read === undefined) return [];
    const before = names.get(read.name);
    if (before !== undefined)
      complain(['rules', index, 'name'], `"${read.name}" is the name of rules[${before}] as well`);
    names.set(read.name, index);
    return [read.rule];
  });
  if (problems.length === 0) return { ok: true, rules };
  return { ok: false, problems: problems.toSorted((a, b) => (a.position?.offset ?? 0) - (b.position?.offset ?? 0)) };
}

/** A file that is empty, or has a key and nothing under it, has no rules. */
function listOf(value: Json, complain: Complain): readonly Json[] {
  const { rules = null } = mapOf(value ?? {}, [], ['rules'], complain) ?? {};
  if (rules === null) return [];
  if (Array.isArray(rules)) return rules as readonly Json[];
  complain(['rules'], `rules: expected a list, got ${typeof rules}`);
  return [];
}
