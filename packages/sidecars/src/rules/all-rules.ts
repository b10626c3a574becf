import type { Rule } from './rule.ts';

/** Every rule, in the order of the ids. */
export function allRules(): readonly Rule[] {
  return rules;
}

const rules: readonly Rule[] = [];
