import type { Json } from '../meaning/json.ts';
import { columnOf, type Draft, isFlow, nameOf, type Refusal, type Spot } from './draft.ts';
import { indentAt, lineStart } from './lines.ts';
import { ownedLines } from './owned-lines.ts';
import { printEntry, printFlow, printItem, printScalar, styleOf } from './print-value.ts';
import { startOf } from './remove.ts';
import type { TextEdit } from './text-edit.ts';

/** Writes another value in the place of one. */
export function replacement(draft: Draft, spot: Spot, value: Json): readonly TextEdit[] | Refusal {
  const { node, parent } = spot;
  if (!parent) return { why: 'a whole object cannot be replaced' };
  if (node.kind === 'alias') return { why: `it is written as *${node.name}` };
  const { text } = draft;
  const isNested = typeof value === 'object' && value !== null;
  const isLong = typeof value === 'string' && value.includes('\n');
  if (isFlow(draft, parent)) {
    const asJson = text[startOf(draft, spot)] === '"' || /^\s*[{[]/.test(text);
    return [{ ...extent(node), text: printFlow(value, { asJson, column: 0, indent: 0 }) }];
  }
  if (!isNested && !isLong && node.kind === 'scalar' && !isBlockScalar(text, node.start)) {
    const gap = node.start === node.end && text[node.start - 1] === ':' ? ' ' : '';
    return [{ ...extent(node), text: gap + printScalar(value, text[node.start] ?? '') }];
  }
  return relined(draft, spot, value);
}

/** A value that takes other lines than before: everything behind the key or dash is written anew. */
function relined(draft: Draft, spot: Spot, value: Json): readonly TextEdit[] | Refusal {
  const { text } = draft;
  const start = startOf(draft, spot);
  const style = styleOf(draft);
  const name = spot.entry ? nameOf(spot.entry.key) : undefined;
  if (spot.entry && name === undefined) return { why: 'its key is no text' };
  const column = columnOf(draft, start);
  const { end } = ownedLines(draft, start, spot.node);
  const printed = name === undefined ? printItem(value, column, style) : printEntry(name, value, column, style);
  const line = lineStart(text, start);
  const isHead = line + indentAt(text, line) === start;
  if (!isHead && text.slice(line, start).trim() !== '-') return { why: 'it shares its line with what is around it' };
  const isOver = end === text.length && !text.endsWith('\n');
  return [{ start, end, text: (isOver ? printed.replace(/\r?\n$/, '') : printed).slice(column) }];
}

function extent({ start, end }: { readonly start: number; readonly end: number }) {
  return { start, end };
}

function isBlockScalar(text: string, start: number): boolean {
  return text[start] === '|' || text[start] === '>';
}
