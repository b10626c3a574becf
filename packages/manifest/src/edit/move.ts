import type { Json } from '../meaning/json.ts';
import { addition, blockColumn, fillEmptyList, insertItemLines } from './add.ts';
import { addToFlow } from './add-to-flow.ts';
import { columnOf, type Draft, isFlow, type Refusal, type Spot } from './draft.ts';
import { indentAt, lineBreakOf, lineStart } from './lines.ts';
import { shiftLines } from './owned-lines.ts';
import { partLines, removal, startOf } from './remove.ts';
import type { TextEdit } from './text-edit.ts';

/** What is moved: where it stands, the collection around it, where it goes, and what it means. */
export interface Move {
  readonly spot: Spot;
  readonly around: Spot;
  readonly into: Spot;
  readonly key: string | number;
  readonly value: Json;
}

/** Moves an item from list to list as it is written, comments and all; what cannot go as text goes as a value. */
export function relocation(draft: Draft, move: Move): readonly TextEdit[] | Refusal {
  const { spot, around, into, key, value } = move;
  const removed = removal(draft, spot, around);
  if ('why' in removed) return removed;
  const inserted =
    asLines(draft, move) ?? asFlow(draft, move) ?? addition(draft, into, targetIndex(move) ?? key, value);
  return 'why' in inserted ? inserted : [...removed, ...inserted];
}

/** From list to list in block style. */
function asLines(draft: Draft, move: Move): readonly TextEdit[] | Refusal | undefined {
  const { spot, into } = move;
  const index = targetIndex(move);
  if (spot.parent?.kind !== 'seq' || into.node.kind !== 'seq' || isFlow(draft, spot.parent) || index === undefined)
    return undefined;
  const isEmpty = into.node.items.length === 0;
  if (isFlow(draft, into.node) && !isEmpty) return undefined;
  const column = isEmpty ? blockColumn(draft, into) : columnOf(draft, into.node.start);
  const part = partLines(draft, spot);
  if (column === undefined || 'why' in part) return undefined;
  const text = draft.text.slice(part.start, part.end);
  const whole = text.endsWith('\n') ? text : text + lineBreakOf(draft.text);
  const lines = shiftLines(whole, column - columnOf(draft, startOf(draft, spot)));
  return isEmpty ? fillEmptyList(draft, into, lines) : insertItemLines(draft, into.node, index, lines);
}

/** From brackets to brackets. */
function asFlow(draft: Draft, move: Move): readonly TextEdit[] | undefined {
  const { spot, into, value } = move;
  const index = targetIndex(move);
  const { node, entry } = into;
  if (index === undefined || node.kind !== 'seq' || !spot.parent || !isFlow(draft, spot.parent)) return undefined;
  if (!isFlow(draft, node) || blockColumn(draft, into) !== undefined) return undefined;
  const { start, end } = spot.node;
  const column = indentAt(draft.text, lineStart(draft.text, start));
  const written = { text: draft.text.slice(start, end), column };
  return addToFlow(draft, { node, index, value, written, ...(entry && { key: entry.key }) });
}

/** The index in the list as it is before the item has left it. */
function targetIndex({ spot, into, key }: Move): number | undefined {
  if (into.node.kind !== 'seq') return undefined;
  const isSame = spot.parent === into.node;
  const length = into.node.items.length - (isSame ? 1 : 0);
  const index = key === '-' ? length : Number(key);
  return isSame && index >= spot.index ? index + 1 : index;
}
