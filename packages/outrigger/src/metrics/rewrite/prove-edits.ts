import { isDeepStrictEqual } from 'node:util';
import {
  applyEdits,
  applyPatch,
  checkEdit,
  editObject,
  type Patch,
  parseValue,
  type TextEdit,
} from '@outrigger/manifest';
import type { RewrittenRule } from '@outrigger/sidecars';
import type { RuleFile, RuleHolder } from '../read-rule-files.ts';

/** What is to be done for one rule. */
export interface PlannedRule {
  readonly holder: RuleHolder;
  readonly rule: RewrittenRule;
  readonly patch: Patch;
  /** Undefined where text and string cannot be matched letter by letter. */
  readonly edits: readonly TextEdit[] | undefined;
}

/** An edited text that says what was meant and nothing else, or why there is none. */
export type ProvenText = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly why: string };

/** Edits the text for some rules and reads it again: it has to differ by exactly their expressions. */
export async function proveEdits(file: RuleFile, plans: readonly PlannedRule[]): Promise<ProvenText> {
  if (plans.length === 0) return { ok: true, text: file.text };
  const edits: TextEdit[] = [];
  for (const plan of plans) {
    const own = plan.edits ?? (await rewritten(file, plan));
    if (!Array.isArray(own)) return { ok: false, why: (own as Refusal).why };
    edits.push(...own);
  }
  if (overlap(edits)) return { ok: false, why: 'its text is shared with another rule (an anchor)' };
  const [first] = plans;
  return first?.holder.object ? proveObjects(file, plans, edits) : proveOwnRules(file, plans, edits);
}

interface Refusal {
  readonly why: string;
}

/** Where letters cannot be matched, the expression is written anew in the style of the old. */
async function rewritten(file: RuleFile, { holder, patch }: PlannedRule): Promise<readonly TextEdit[] | Refusal> {
  if (!holder.object)
    return { why: 'its text is shared with another rule (an anchor), or written in a way that cannot be edited' };
  const result = await editObject(file.text, holder.object, patch);
  return result.ok ? result.edits : { why: result.why };
}

function overlap(edits: readonly TextEdit[]): boolean {
  const sorted = edits.toSorted((a, b) => a.start - b.start || a.end - b.end);
  return sorted.some((edit, index) => {
    const next = sorted[index + 1];
    return next !== undefined && (next.start < edit.end || (next.start === edit.start && next.end === edit.end));
  });
}

async function proveObjects(
  file: RuleFile,
  plans: readonly PlannedRule[],
  edits: readonly TextEdit[],
): Promise<ProvenText> {
  const intended = [...Map.groupBy(plans, ({ holder }) => holder)].map(([holder, ofHolder]) => ({
    index: indexOf(file, holder),
    patch: ofHolder.flatMap(({ patch }) => patch),
  }));
  const result = await checkEdit(file.text, edits, intended);
  return result.ok ? result : { ok: false, why: `the edited text would say something else: ${result.why}` };
}

function indexOf(file: RuleFile, { object }: RuleHolder): number {
  return object ? file.objects.indexOf(object) : -1;
}

async function proveOwnRules(
  file: RuleFile,
  plans: readonly PlannedRule[],
  edits: readonly TextEdit[],
): Promise<ProvenText> {
  const text = applyEdits(file.text, edits);
  const parsed = await parseValue(text, file.file);
  const before = plans[0]?.holder.value ?? null;
  const patch = plans.flatMap((plan) => plan.patch);
  if (parsed.ok && isDeepStrictEqual(parsed.value, applyPatch(before, patch))) return { ok: true, text };
  return { ok: false, why: 'the edited text would say something else' };
}
