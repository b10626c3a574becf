import type { Node } from '../parse/node.ts';
import type { Draft } from './draft.ts';
import { isBlockCollection } from './gap.ts';
import { lineBreakOf, lineStart } from './lines.ts';

/** How a document is written, as far as new text has to imitate it. */
export interface Style {
  /** Columns by which a map stands deeper than its key. */
  readonly indent: number;
  /** Columns by which the dashes of a list stand deeper than its key. */
  readonly dashIndent: number;
  readonly quote: Quote;
  /** Quotes around every string, needed or not. */
  readonly isQuoted: boolean;
  /** Whether a string of several lines may be a literal (`|`): not where a comment that stands deeper follows. */
  readonly hasLiterals: boolean;
  /** Blanks inside of braces. */
  readonly isPadded: boolean;
  readonly lineBreak: '\n' | '\r\n';
}

export type Quote = '"' | "'";

/** The style that most of a document is in. */
export function styleOf({ text, root }: Draft): Style {
  const counts: Counts = { indent: new Map(), dashIndent: new Map(), quote: new Map(), pad: new Map() };
  count(text, root, counts);
  return {
    indent: mostFrequent(counts.indent) ?? 2,
    dashIndent: mostFrequent(counts.dashIndent) ?? 0,
    quote: mostFrequent(counts.quote) ?? '"',
    isQuoted: false,
    hasLiterals: true,
    isPadded: mostFrequent(counts.pad) ?? false,
    lineBreak: lineBreakOf(text),
  };
}

/** The style for a new part of a collection: where all of its strings are in quotes that they need not have, so is a new one. */
export function styleInside(draft: Draft, collection: Node): Style {
  const style = styleOf(draft);
  const nodes = collection.kind === 'map' ? collection.entries.map(({ value }) => value) : partsOf(collection);
  const scalars = nodes.filter((node) => node.kind === 'scalar' && node.start < node.end);
  const quotes = new Set(scalars.map(({ start }) => draft.text[start]));
  const [quote] = quotes;
  if (quotes.size !== 1 || (quote !== '"' && quote !== "'")) return style;
  return { ...style, quote, isQuoted: true };
}

function partsOf(node: Node): readonly Node[] {
  return node.kind === 'seq' ? node.items : [];
}

interface Counts {
  readonly indent: Map<number, number>;
  readonly dashIndent: Map<number, number>;
  readonly quote: Map<Quote, number>;
  readonly pad: Map<boolean, number>;
}

function count(text: string, node: Node, counts: Counts): void {
  const first = text[node.start];
  if (node.kind === 'scalar' && (first === '"' || first === "'")) add(counts.quote, first);
  if (first === '{' && node.end > node.start + 2) add(counts.pad, text[node.start + 1] === ' ');
  for (const item of partsOf(node)) count(text, item, counts);
  if (node.kind !== 'map') return;
  for (const { key, value } of node.entries) {
    if (isBlockCollection(text, value) && text.slice(key.end, value.start).includes('\n')) {
      const deeper = columnOf(text, value.start) - columnOf(text, key.start);
      if (deeper > 0 || (deeper === 0 && value.kind === 'seq'))
        add(value.kind === 'map' ? counts.indent : counts.dashIndent, deeper);
    }
    count(text, value, counts);
  }
}

function columnOf(text: string, at: number): number {
  return at - lineStart(text, at);
}

function add<T>(counts: Map<T, number>, found: T): void {
  counts.set(found, (counts.get(found) ?? 0) + 1);
}

/** The first of them where several are as frequent. */
function mostFrequent<T>(counts: ReadonlyMap<T, number>): T | undefined {
  return [...counts].toSorted(([, a], [, b]) => b - a)[0]?.[0];
}
