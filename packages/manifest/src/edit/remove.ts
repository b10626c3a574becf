import type { MapNode, Node, SeqNode } from '../parse/node.ts';
import { columnOf, type Draft, isFlow, type Refusal, type Spot } from './draft.ts';
import { indentAt, lineBreakOf, lineStart } from './lines.ts';
import { type Lines, ownedLines, shiftLines, withSpacing } from './owned-lines.ts';
import type { TextEdit } from './text-edit.ts';

/** Takes an item out of its list, or a field out of its map, with the comments that belong to it. `around` is where its collection stands. */
export function removal(draft: Draft, spot: Spot, around: Spot): readonly TextEdit[] | Refusal {
  const { parent } = spot;
  if (!parent) return { why: 'a whole object cannot be taken out' };
  const parts = partsOf(parent);
  if (isFlow(draft, parent)) return flowRemoval(draft, parent, parts, spot.index);
  const lines = partLines(draft, spot);
  if ('why' in lines) return lines;
  if (parts.length === 1) return emptied(draft, { parent, around }, lines);
  if (lines.start > startOf(draft, spot)) return headRemoval(draft, parts, spot);
  return [{ ...withoutOpenEnd(draft.text, withSpacing(draft, lines, spot.index === parts.length - 1)), text: '' }];
}

/** A text whose last line has no line break goes on ending so. */
function withoutOpenEnd(text: string, { start, end }: Lines): Lines {
  if (end < text.length || text.endsWith('\n')) return { start, end };
  return { start: text.slice(0, start).replace(/\r?\n$/, '').length, end };
}

/** The lines of an item or entry of a block collection; where its first line is its parent's dash line, they begin after that. */
export function partLines(draft: Draft, spot: Spot): Lines | Refusal {
  const start = startOf(draft, spot);
  const { text } = draft;
  const line = lineStart(text, start);
  const lines = ownedLines(draft, start, spot.node);
  if (line + indentAt(text, line) === start) return lines;
  if (spot.entry && text.slice(line, start).trim() === '-') return { start: start + 1, end: lines.end };
  return { why: 'it shares its line with what is around it' };
}

/** Where a part is written, its key or its dash included. */
export function startOf(draft: Draft, { node, entry, parent }: Spot): number {
  if (entry) return entry.key.start;
  if (!parent || isFlow(draft, parent)) return node.start;
  const column = columnOf(draft, parent.start);
  let line = lineStart(draft.text, node.start);
  while (line > 0 && !(draft.text[line + column] === '-' && indentAt(draft.text, line) <= column)) {
    line = lineStart(draft.text, line - 1);
  }
  return line + column;
}

interface Part {
  readonly start: number;
  readonly end: number;
}

/** Items of a list, or entries of a map, as stretches of text. */
export function partsOf(parent: MapNode | SeqNode): readonly Part[] {
  if (parent.kind === 'seq') return parent.items;
  return parent.entries.map(({ key, value }) => ({ start: key.start, end: Math.max(key.end, value.end) }));
}

function flowRemoval({ text }: Draft, parent: Node, parts: readonly Part[], index: number): readonly TextEdit[] {
  const part = parts[index] as Part;
  const next = parts[index + 1];
  const before = parts[index - 1];
  if (next) return [{ start: part.start, end: next.start, text: '' }];
  if (before) return [{ start: before.end, end: part.end, text: '' }];
  const close = text.lastIndexOf(text[parent.start] === '{' ? '}' : ']', parent.end);
  return [{ start: parent.start + 1, end: close, text: '' }];
}

/** The last part goes: what is left is an empty collection, behind its key or dash. */
function emptied(
  { text }: Draft,
  { parent, around }: { readonly parent: MapNode | SeqNode; readonly around: Spot },
  lines: Lines,
): readonly TextEdit[] | Refusal {
  const empty = parent.kind === 'seq' ? '[]' : '{}';
  const first = lineStart(text, parent.start);
  // The collection begins on a line with something before it, such as a dash.
  if (first + indentAt(text, first) !== parent.start) return [{ start: parent.start, end: parent.end, text: empty }];
  if (!around.entry) return [{ ...lines, text: empty + lineBreakOf(text) }];
  const colon = text.indexOf(':', around.entry.key.end);
  return [
    { start: colon + 1, end: colon + 1, text: ` ${empty}` },
    { ...lines, text: '' },
  ];
}

/** The field behind a dash goes: the next one takes its place, and its comments stand above the dash. */
function headRemoval(draft: Draft, parts: readonly Part[], spot: Spot): readonly TextEdit[] | Refusal {
  const { text } = draft;
  const start = startOf(draft, spot);
  const next = parts[spot.index + 1];
  if (!next) return { why: 'nothing could take its place behind the dash' };
  const dashLine = lineStart(text, start);
  const { end } = ownedLines(draft, start, spot.node);
  const comments = text.slice(end, lineStart(text, next.start));
  const column = indentAt(text, dashLine);
  const edits = [{ start, end: next.start, text: '' }];
  if (comments.trim() === '') return edits;
  return [
    { start: dashLine, end: dashLine, text: shiftLines(comments, column - columnOf(draft, next.start)) },
    ...edits,
  ];
}
