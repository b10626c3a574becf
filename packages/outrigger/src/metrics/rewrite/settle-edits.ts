import type { RuleFile } from '../read-rule-files.ts';
import { type PlannedRule, proveEdits } from './prove-edits.ts';

/** As many edits as are right together. */
export interface SettledEdits {
  readonly text: string;
  readonly kept: readonly PlannedRule[];
  /** Why the others are not. */
  readonly refusals: ReadonlyMap<PlannedRule, string>;
}

/** All edits together, if they are right together; else halves of them, until each that is not right is alone. */
export async function settleEdits(
  file: RuleFile,
  plans: readonly PlannedRule[],
  before: SettledEdits = { text: file.text, kept: [], refusals: new Map() },
): Promise<SettledEdits> {
  const [only, ...others] = plans;
  if (!only) return before;
  const kept = [...before.kept, ...plans];
  const together = await proveEdits(file, kept);
  if (together.ok) return { ...before, text: together.text, kept };
  if (others.length === 0) return settleAnew(file, only, before);
  const middle = Math.ceil(plans.length / 2);
  const half = await settleEdits(file, plans.slice(0, middle), before);
  return settleEdits(file, plans.slice(middle), half);
}

/** The expression written anew in the style of the old, where putting something in is not enough. */
async function settleAnew(file: RuleFile, plan: PlannedRule, before: SettledEdits): Promise<SettledEdits> {
  const kept = [...before.kept, { ...plan, edits: undefined }];
  const result = await proveEdits(file, kept);
  if (result.ok) return { ...before, text: result.text, kept };
  return { ...before, refusals: new Map(before.refusals).set(plan, result.why) };
}
