import type { Json } from '../meaning/json.ts';
import { addLines } from './add-lines.ts';
import { addToFlow, type PrintFlowPart } from './add-to-flow.ts';
import type { BlockPart } from './block-parts.ts';
import type { Chunk } from './chunk.ts';
import { blockPartsOf, type Draft, isBlock, isMerged, nameOf, type Refusal, type Spot } from './draft.ts';
import { nextLine } from './lines.ts';
import { placeOfField } from './place-field.ts';
import { printEntry, printItem } from './print-block.ts';
import { printFlow, printFlowKey, printOpen } from './print-flow.ts';
import { shiftLines } from './shift-lines.ts';
import { type Style, styleInside } from './style.ts';
import type { TextEdit } from './text-edit.ts';

/** What is to be written into a collection, however that is written. */
export interface Newcomer {
  readonly toChunk: (style: Style) => Chunk;
  readonly print: PrintFlowPart;
  /** Columns by which its dash stood deeper than its key, for a list that has to be made for it. */
  readonly dashIndent?: number;
}

/** A value that is nowhere in the text yet; with a name, a field. */
export function newcomerOf(value: Json, name?: string): Newcomer {
  return {
    toChunk: (style) => (name === undefined ? printItem(value, style) : printEntry(name, value, style)),
    print(style, indent) {
      const key = name === undefined ? '' : printFlowKey(name, style);
      const isOpen = style.isJson && indent !== undefined;
      const text = key + (isOpen ? printOpen(value, indent, style) : printFlow(value, style));
      return { text, indent: indent ?? '', above: [], behind: '' };
    },
  };
}

/** Writes a part into the list or map that stands at a spot: a field where people look for it, an item where the key says. */
export function addition(
  draft: Draft,
  into: Spot,
  { key, newcomer }: { readonly key: string | number; readonly newcomer: Newcomer },
): readonly TextEdit[] | Refusal {
  const { node } = into;
  if (node.kind === 'alias') return { why: `it is written as *${node.name}, whose text other places share` };
  if (node.kind === 'scalar') return { why: 'there is nothing that could have parts' };
  const index = node.kind === 'seq' ? indexOf(key, node.items.length) : placeOf(into, String(key));
  if (isBlock(draft, into)) {
    const parts = blockPartsOf(draft, into);
    return 'why' in parts ? parts : addLines(draft.text, parts, index, newcomer.toChunk(styleInside(draft, node)));
  }
  const isEmpty = (node.kind === 'seq' ? node.items : node.entries).length === 0;
  if (isEmpty && into.parent && isBlock(draft, into.parent)) return opened(draft, into, newcomer);
  return addToFlow(draft, into, { index, print: newcomer.print });
}

function indexOf(key: string | number, length: number): number {
  return key === '-' ? length : Number(key);
}

/** Behind everything in a map with `<<`, because what stands before that may be overridden. */
function placeOf({ node }: Spot, name: string): number {
  const entries = node.kind === 'map' ? node.entries : [];
  if (node.kind === 'map' && isMerged(node)) return entries.length;
  return placeOfField(
    name,
    entries.map((entry) => nameOf(entry.key) ?? ''),
  );
}

/** `[]` or `{}` in block style gets lines. */
function opened(draft: Draft, into: Spot, newcomer: Newcomer): readonly TextEdit[] | Refusal {
  const { text } = draft;
  const { node, parent, index, opened: start } = into;
  const parts = parent ? blockPartsOf(draft, parent) : [];
  if ('why' in parts) return parts;
  const part = parts[index] as BlockPart;
  const between = text.slice(node.start + 1, node.end - 1);
  // A comment between the brackets, or brackets below their key.
  if (between.trim() !== '' || text.slice(start, node.start).includes('\n')) {
    return addToFlow(draft, into, { index: 0, print: newcomer.print });
  }
  const below = nextLine(text, node.end);
  // Comments that belong to the collection follow: a literal would take them for its text.
  const style = { ...styleInside(draft, node), hasLiterals: part.stop <= below };
  const chunk = newcomer.toChunk(style);
  const deeper = node.kind === 'map' ? style.indent : (newcomer.dashIndent ?? style.dashIndent);
  const lines = shiftLines(chunk.lines, chunk.column, part.column + (part.entry ? deeper : 2));
  return [
    { start, end: node.end, text: '' },
    { start: below, end: below, text: lines },
  ];
}
