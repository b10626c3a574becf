import type { KubernetesObject, Patch, Position } from '@outrigger/manifest';
import { type JoinOptions, type Mention, type Remark, type RewrittenRule, rewriteRules } from '@outrigger/sidecars';
import type { RuleFile, RuleHolder } from '../read-rule-files.ts';
import { editScalar, isLiteral, type WrittenString } from './edit-scalar.ts';
import { placeWithin } from './place-within.ts';
import type { PlannedRule } from './prove-edits.ts';
import { settleEdits } from './settle-edits.ts';

/** A file with its rules rewritten. */
export interface RewrittenFile {
  readonly file: string;
  readonly before: string;
  readonly after: string;
  readonly rules: readonly PlacedRule[];
  readonly mentions: readonly (Mention & { readonly position: Position })[];
  readonly patches: readonly { readonly object: KubernetesObject; readonly patch: Patch }[];
}

/** A rule, where it is, and whether its text has been changed. */
export interface PlacedRule extends RewrittenRule {
  readonly position: Position;
  readonly remarks: readonly (Remark & { readonly position: Position })[];
  /** Why the text could not be edited, where it could not. */
  readonly refusal?: string;
}

/** How to rewrite. */
export type RewriteRequest = JoinOptions & { readonly by: 'inline' | 'recorded' };

/** Rewrites the rules of a file. A rule whose text cannot be edited by itself stays, and says why. */
export async function rewriteFile(file: RuleFile, request: RewriteRequest): Promise<RewrittenFile> {
  const found = file.holders.map((holder) => {
    const lines = (path: Parameters<RuleHolder['locate']>[0]) =>
      isLiteral({ text: file.text, start: startOf(file.text, holder.locate(path)) });
    return { holder, ...rewriteRules(holder.groups, holder.base, { ...request, lines }) };
  });
  const planned = found.flatMap(({ holder, rules }) => rules.map((rule) => planRule(file.text, holder, rule)));
  const edited = await settleEdits(
    file,
    planned.filter(({ patch }) => patch.length > 0),
  );
  const rules = planned.map((plan): PlacedRule => {
    const { holder, rule } = plan;
    const refusal = edited.refusals.get(plan);
    const position = holder.locate(rule.path);
    const written = writtenAt(file.text, position, rule.before);
    const remarks = rule.rewritten.remarks.map((each) => ({ ...each, position: placeWithin(written, position, each) }));
    return { ...rule, position, remarks, ...(refusal !== undefined && { refusal }) };
  });
  const mentions = found.flatMap(({ holder, mentions }) =>
    mentions.map((mention) => ({ ...mention, position: holder.locate(mention.path) })),
  );
  return { file: file.file, before: file.text, after: edited.text, rules, mentions, patches: patchesOf(edited.kept) };
}

function planRule(text: string, holder: RuleHolder, rule: RewrittenRule): PlannedRule {
  const { path, before, rewritten } = rule;
  if (rewritten.splices.length === 0) return { holder, rule, patch: [], edits: [] };
  const written = writtenAt(text, holder.locate(path), before);
  const patch: Patch = [{ op: 'replace', path, value: rewritten.after }];
  return { holder, rule, patch, edits: editScalar(written, rewritten.splices) };
}

function writtenAt(text: string, position: Position, value: string): WrittenString {
  const start = startOf(text, position);
  return { text, start, end: start + position.endOffset - position.offset, value };
}

/** Positions do not count a byte order mark. */
function startOf(text: string, { offset }: Position): number {
  return offset + (text.startsWith('\ufeff') ? 1 : 0);
}

function patchesOf(done: readonly PlannedRule[]): RewrittenFile['patches'] {
  const byObject = Map.groupBy(
    done.filter(({ holder }) => holder.object),
    ({ holder }) => holder.object as KubernetesObject,
  );
  return [...byObject].map(([object, plans]) => ({ object, patch: plans.flatMap(({ patch }) => patch) }));
}
