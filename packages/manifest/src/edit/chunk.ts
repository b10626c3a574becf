import type { BlockPart } from './block-parts.ts';
import { isBlockCollection } from './gap.ts';
import { lineBreakOf } from './lines.ts';
import { shiftLines } from './shift-lines.ts';

/** An item or an entry as whole lines, the last one with its line break too, in a column of its own. */
export interface Chunk {
  readonly lines: string;
  readonly column: number;
}

/** A part with the comments that belong to it. */
export function chunkOf(text: string, { start, stop, column, isInline }: BlockPart): Chunk {
  return { lines: (isInline ? ' '.repeat(column) : '') + text.slice(start, stop), column };
}

/** The same part with another key, or as an item (`-`) instead of an entry (`key:`), or the other way round. */
export function chunkWithKey(text: string, part: BlockPart, key: string): Chunk {
  const { lines, column } = chunkOf(text, part);
  const origin = part.isInline ? part.head - column : part.start;
  const above = lines.slice(0, part.head - origin);
  return { lines: above + key + valueLines(text, part, { rest: lines.slice(part.behind - origin), key }), column };
}

function valueLines(
  text: string,
  part: BlockPart,
  { rest, key }: { readonly rest: string; readonly key: string },
): string {
  const { node, behind, column } = part;
  if (!isBlockCollection(text, node)) return rest;
  const valueColumn = node.start - text.lastIndexOf('\n', node.start - 1) - 1;
  const isBehind = !text.slice(behind, node.start).includes('\n');
  // A map behind a dash begins on a line of its own behind a key.
  if (isBehind && key !== '-') return lineBreakOf(text) + ' '.repeat(valueColumn) + rest.trimStart();
  // A list in the column of its key has to be deeper than a dash.
  if (!isBehind && key === '-' && valueColumn === column) return shiftLines(rest, column, column + 2);
  return rest;
}
