import { stringify } from 'yaml';
import type { Json } from '../meaning/json.ts';
import type { Node } from '../parse/node.ts';
import { columnOf, type Draft, isFlow } from './draft.ts';
import { lineBreakOf } from './lines.ts';
import { shiftLines } from './owned-lines.ts';

/** How a document is written, as far as new text has to imitate it. */
export interface Style {
  /** Spaces by which a map stands deeper than the one around it. */
  readonly indent: number;
  /** Whether the dashes of a list stand deeper than its key. */
  readonly indentsLists: boolean;
  readonly lineBreak: '\n' | '\r\n';
}

/** The style of a document, by its first map inside a map and its first list. */
export function styleOf(draft: Draft): Style {
  const found: { indent?: number; indentsLists?: boolean } = {};
  look(draft, draft.root, found);
  return {
    indent: Math.min(8, Math.max(2, found.indent ?? 2)),
    indentsLists: found.indentsLists ?? false,
    lineBreak: lineBreakOf(draft.text),
  };
}

function look(draft: Draft, node: Node, found: { indent?: number; indentsLists?: boolean }): void {
  if (found.indent !== undefined && found.indentsLists !== undefined) return;
  if (node.kind === 'seq') for (const item of node.items) look(draft, item, found);
  if (node.kind !== 'map') return;
  for (const { key, value } of node.entries) {
    if (!isFlow(draft, value) && (value.kind === 'map' || value.kind === 'seq')) {
      const deeper = columnOf(draft, value.start) - columnOf(draft, key.start);
      if (value.kind === 'map' && deeper > 0) found.indent ??= deeper;
      if (value.kind === 'seq') found.indentsLists ??= deeper > 0;
    }
    look(draft, value, found);
  }
}

/** `key: value` in block style, its lines in a column. Every line ends with a line break. */
export function printEntry(name: string, value: Json, column: number, style: Style): string {
  return finish(stringify({ [name]: value }, optionsOf(style)), column, style);
}

/** `- value` in block style, its dash in a column. */
export function printItem(value: Json, column: number, style: Style): string {
  return finish(stringify([value], { ...optionsOf(style), indent: 2 }), column, style);
}

/** A value with brackets and quotes as JSON has them, or on one line as YAML has them. */
export function printFlow(value: Json, { asJson, column, indent }: FlowStyle): string {
  if (asJson)
    return indent === 0 ? JSON.stringify(value) : shiftLines(JSON.stringify(value, null, indent), column).trimStart();
  const flow = stringify(value, { ...common, collectionStyle: 'flow', flowCollectionPadding: false }).trimEnd();
  // The library breaks what is long into lines, in columns of its own.
  return flow.includes('\n') ? JSON.stringify(value) : flow;
}

/** How text with brackets is written around the place of a new value. */
export interface FlowStyle {
  readonly asJson: boolean;
  /** The column of the line that the value begins on. */
  readonly column: number;
  /** Spaces by which JSON is indented; 0 for all on one line. */
  readonly indent: number;
}

/** A scalar as it has to be written so that Kubernetes reads this value, with the quotes that the old one had. */
export function printScalar(value: Exclude<Json, object> | null, quote: string): string {
  if (typeof value === 'string' && quote === '"') return JSON.stringify(value);
  if (typeof value === 'string' && quote === "'" && !/[\n\r\t]/.test(value)) return `'${value.replaceAll("'", "''")}'`;
  return stringify(value, { ...common, blockQuote: false }).trimEnd();
}

// YAML 1.1, because Kubernetes reads it: `yes`, `0644` and `12:30` get quotes.
const common = { version: '1.1', lineWidth: 0 } as const;

function optionsOf({ indent, indentsLists }: Style) {
  return { ...common, indent, indentSeq: indentsLists, aliasDuplicateObjects: false } as const;
}

function finish(printed: string, column: number, { lineBreak }: Style): string {
  const lines = shiftLines(printed, column);
  return lineBreak === '\n' ? lines : lines.replaceAll('\n', '\r\n');
}
