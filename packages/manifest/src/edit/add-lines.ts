import type { BlockPart } from './block-parts.ts';
import type { Chunk } from './chunk.ts';
import { isBlankLine, lineBreakOf, nextLine } from './lines.ts';
import { shiftLines } from './shift-lines.ts';
import type { TextEdit } from './text-edit.ts';

/** Writes a part in front of the one that has an index now, or behind the last one; spaced out by blank lines if the others are. */
export function addLines(text: string, parts: readonly BlockPart[], index: number, chunk: Chunk): readonly TextEdit[] {
  const next = parts[index];
  const last = parts.at(-1);
  const column = (parts[0] as BlockPart).column;
  const lines = shiftLines(chunk.lines, chunk.column, column);
  const space = isSpacedOut(text, parts) ? lineBreakOf(text) : '';
  if (next?.isInline) {
    // The new part takes its place behind the dash.
    return [{ start: next.head, end: next.head, text: lines.slice(column) + space + ' '.repeat(column) }];
  }
  if (next) return [{ start: next.start, end: next.start, text: lines + space }];
  return last ? [{ start: last.stop, end: last.stop, text: space + lines }] : [];
}

function isSpacedOut(text: string, parts: readonly BlockPart[]): boolean {
  const isSpaced = (part: BlockPart, index: number) => {
    const next = parts[index + 1];
    if (!next) return true;
    for (let line = part.stop; line < next.start; line = nextLine(text, line)) if (isBlankLine(text, line)) return true;
    return false;
  };
  return parts.length > 1 && parts.every(isSpaced);
}
