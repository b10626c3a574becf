import type { Json } from '../meaning/json.ts';
import type { MapNode, SeqNode } from '../parse/node.ts';
import { addToFlow } from './add-to-flow.ts';
import { columnOf, type Draft, isFlow, nameOf, type Refusal, type Spot } from './draft.ts';
import { indentAt, lineBreakOf, lineStart } from './lines.ts';
import { fieldAfter, fieldBefore } from './place-field.ts';
import { printEntry, printItem, styleOf } from './print-value.ts';
import { partLines } from './remove.ts';
import type { TextEdit } from './text-edit.ts';

/** Writes a new field into the map, or a new item into the list, that stands at a spot. */
export function addition(draft: Draft, into: Spot, key: string | number, value: Json): readonly TextEdit[] | Refusal {
  const { node } = into;
  if (node.kind === 'alias') return { why: `it is written as *${node.name}, whose text other places share` };
  if (node.kind === 'scalar') return { why: 'there is nothing that could have parts' };
  if (node.kind === 'seq') return addItem(draft, into, node, key === '-' ? node.items.length : Number(key), value);
  return addField(draft, node, String(key), value);
}

function addField(draft: Draft, map: MapNode, name: string, value: Json): readonly TextEdit[] | Refusal {
  const names = map.entries.map((entry) => nameOf(entry.key) ?? '');
  const before = fieldBefore(name, names);
  const after = before === undefined ? fieldAfter(name, names) : undefined;
  if (isFlow(draft, map)) {
    const index = before === undefined ? (after ?? names.length) : before + 1;
    return addToFlow(draft, { node: map, index, name, value });
  }
  const column = columnOf(draft, map.start);
  const text = printEntry(name, value, column, styleOf(draft));
  const spotAt = (index: number): Spot => {
    const entry = map.entries[index] as MapNode['entries'][number];
    return { node: entry.value, entry, parent: map, index };
  };
  // Nothing can be written between a dash and the field behind it.
  if (after !== undefined && !isBehindDash(draft, map, after)) return insertLines(draft, spotAt(after), 'start', text);
  return insertLines(draft, spotAt(before ?? (after === undefined ? names.length - 1 : after)), 'end', text);
}

function addItem(draft: Draft, into: Spot, list: SeqNode, index: number, value: Json): readonly TextEdit[] | Refusal {
  if (isFlow(draft, list)) {
    const column = list.items.length === 0 ? blockColumn(draft, into) : undefined;
    if (column === undefined)
      return addToFlow(draft, { node: list, index, value, ...(into.entry && { key: into.entry.key }) });
    return fillEmptyList(draft, into, printItem(value, column, styleOf(draft)));
  }
  return insertItemLines(draft, list, index, printItem(value, columnOf(draft, list.start), styleOf(draft)));
}

/** Writes whole lines into a list, in front of the item that has the index now, or behind the last one. */
export function insertItemLines(
  draft: Draft,
  list: SeqNode,
  index: number,
  lines: string,
): readonly TextEdit[] | Refusal {
  const last = index >= list.items.length;
  const at = last ? list.items.length - 1 : index;
  const node = list.items[at];
  return node
    ? insertLines(draft, { node, parent: list, index: at }, last ? 'end' : 'start', lines)
    : { why: 'the list is empty' };
}

/** The column of the dashes of a list that is `[]` now, when it may become one in block style; else undefined. */
export function blockColumn(draft: Draft, { entry, parent }: Spot): number | undefined {
  if (!entry || !parent || isFlow(draft, parent)) return undefined;
  const { indent, indentsLists } = styleOf(draft);
  return columnOf(draft, entry.key.start) + (indentsLists ? indent : 0);
}

/** Writes lines in the place of `[]`. */
export function fillEmptyList(draft: Draft, { node, entry }: Spot, lines: string): readonly TextEdit[] {
  const from = draft.text.indexOf(':', entry?.key.end) + 1;
  const lineBreak = lineBreakOf(draft.text);
  const rest = draft.text.slice(node.end).match(/^[^\n]*\n?/)?.[0] ?? '';
  const isOver = !rest.endsWith('\n');
  const end = node.end + rest.length;
  const comment = rest.trim() === '' ? '' : rest.trimEnd();
  return [{ start: from, end, text: `${comment}${lineBreak}${isOver ? lines.replace(/\r?\n$/, '') : lines}` }];
}

function insertLines(draft: Draft, spot: Spot, side: 'start' | 'end', lines: string): readonly TextEdit[] | Refusal {
  const part = partLines(draft, spot);
  if ('why' in part) return part;
  const at = part[side];
  const { text } = draft;
  if (at < text.length || at === 0 || text.endsWith('\n')) return [{ start: at, end: at, text: lines }];
  // The text ends without a line break, and goes on doing so.
  return [{ start: at, end: at, text: lineBreakOf(text) + lines.replace(/\r?\n$/, '') }];
}

function isBehindDash(draft: Draft, map: MapNode, index: number): boolean {
  const start = map.entries[index]?.key.start ?? 0;
  const line = lineStart(draft.text, start);
  return line + indentAt(draft.text, line) !== start;
}
