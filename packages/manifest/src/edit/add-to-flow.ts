import type { Json } from '../meaning/json.ts';
import type { MapNode, Node, SeqNode } from '../parse/node.ts';
import type { Draft } from './draft.ts';
import { indentAt, lineBreakOf, lineStart } from './lines.ts';
import { shiftLines } from './owned-lines.ts';
import { printFlow } from './print-value.ts';
import { partsOf } from './remove.ts';
import type { TextEdit } from './text-edit.ts';

/** A new part of a collection that is written with brackets. */
export interface FlowPart {
  readonly node: MapNode | SeqNode;
  /** The place it takes. */
  readonly index: number;
  /** For a map. */
  readonly name?: string;
  readonly value: Json;
  /** The text that says the value already, and the column of the line it began on: what is moved stays as it was written. */
  readonly written?: { readonly text: string; readonly column: number };
  /** The key of the collection itself. */
  readonly key?: Node;
}

/** Writes a part between brackets, laid out as the others are: each on a line of its own, or all on one. */
export function addToFlow(draft: Draft, part: FlowPart): readonly TextEdit[] {
  const { node, index } = part;
  const { text } = draft;
  const parts = partsOf(node);
  const layout = layoutOf(draft, part);
  const printed = print(draft, part, layout);
  const lineBreak = lineBreakOf(text);
  const between = layout.isOpen ? `,${lineBreak}${' '.repeat(layout.column)}` : layout.isTight ? ',' : ', ';
  const next = parts[index];
  if (next) return [{ start: next.start, end: next.start, text: printed + between }];
  const last = parts.at(-1);
  if (last) return [{ start: last.end, end: last.end, text: between + printed }];
  const [open, close] = layout.isOpen
    ? [lineBreak + ' '.repeat(layout.column), lineBreak + ' '.repeat(layout.column - layout.unit)]
    : ['', ''];
  return [{ start: node.start + 1, end: node.end - 1, text: open + printed + close }];
}

interface Layout {
  /** Every part is on a line of its own. */
  readonly isOpen: boolean;
  /** The column of such lines. */
  readonly column: number;
  /** Columns from one level to the next. */
  readonly unit: number;
  /** No space behind commas and colons, as programs write. */
  readonly isTight: boolean;
  readonly asJson: boolean;
}

function layoutOf({ text, root }: Draft, { node, key }: FlowPart): Layout {
  const asJson = isJson(text, node, root);
  const isTight = /^[{[]"[^"]*":\S/.test(text.slice(root.start, root.start + 200));
  const first = partsOf(node)[0];
  const unit = unitOf(text, root);
  if (first && beginsLine(text, first.start)) {
    return { isOpen: true, column: columnIn(text, first.start), unit, isTight, asJson };
  }
  if (!first && asJson && key && beginsLine(text, key.start)) {
    return { isOpen: true, column: columnIn(text, key.start) + unit, unit, isTight, asJson };
  }
  return { isOpen: false, column: 0, unit, isTight, asJson };
}

function print({ text }: Draft, { name, value, written }: FlowPart, layout: Layout): string {
  const { isOpen, column, unit, asJson, isTight } = layout;
  const said = written
    ? shiftLines(written.text, isOpen ? column - written.column : 0)
    : printFlow(value, { asJson, column, indent: isOpen ? unit : 0 });
  const lines = lineBreakOf(text) === '\n' || written ? said : said.replaceAll('\n', '\r\n');
  if (name === undefined) return lines;
  return `${asJson ? JSON.stringify(name) : name}:${isTight && !isOpen ? '' : ' '}${lines}`;
}

/** Are keys in double quotes, as JSON wants them? */
function isJson(text: string, node: MapNode | SeqNode, root: Node): boolean {
  if (node.kind === 'map' && node.entries[0]) return text[node.entries[0].key.start] === '"';
  return /^[{[]\s*"/.test(text.slice(root.start, root.start + 200));
}

/** By how much JSON is indented: as far as its first key. */
function unitOf(text: string, root: Node): number {
  const first = root.kind === 'map' ? root.entries[0]?.key.start : undefined;
  return first !== undefined && beginsLine(text, first) ? Math.max(1, columnIn(text, first)) : 2;
}

function beginsLine(text: string, at: number): boolean {
  const line = lineStart(text, at);
  return line > 0 && line + indentAt(text, line) === at;
}

function columnIn(text: string, at: number): number {
  return at - lineStart(text, at);
}
