import type { BlockPart } from './block-parts.ts';
import { indentAt, isBlankLine, lineBreakOf, lineStart, nextLine } from './lines.ts';
import { shiftLines } from './shift-lines.ts';
import type { TextEdit } from './text-edit.ts';

/** Takes a part out, with its lines. `opened` is where the text of its collection may begin, `empty` what is left of it without parts. */
export function removeLines(
  text: string,
  parts: readonly BlockPart[],
  { index, opened, empty }: { readonly index: number; readonly opened: number; readonly empty: '[]' | '{}' },
): readonly TextEdit[] {
  const part = parts[index] as BlockPart;
  const next = parts[index + 1];
  if (parts.length === 1) return emptied(text, part, { opened, empty });
  if (part.isInline && next) return successor(text, part, next);
  return [{ ...withSpace(text, parts, index), text: '' }];
}

/** The next part takes the place behind the dash; comments between the two go above the dash, or behind it where that has company. */
function successor(text: string, part: BlockPart, next: BlockPart): readonly TextEdit[] {
  const dashLine = lineStart(text, part.head);
  const comments = text.slice(part.stop, lineStart(text, next.head));
  const dashColumn = indentAt(text, dashLine);
  const isAlone = text.slice(dashLine, part.head).trim() === '-';
  if (comments.trim() === '' || !isAlone) {
    return [{ start: part.head, end: skipBlankLines(text, part.stop), text: '' }];
  }
  return [
    { start: dashLine, end: dashLine, text: shiftLines(comments.replace(/^(?:\s*\n)+/, ''), part.column, dashColumn) },
    { start: part.head, end: next.head, text: '' },
  ];
}

function skipBlankLines(text: string, from: number): number {
  let line = from;
  while (isBlankLine(text, line)) line = nextLine(text, line);
  return line + indentAt(text, line);
}

interface Lines {
  readonly start: number;
  readonly end: number;
}

/**
 * The blank lines that go with a part: those below it, if there is one above it or nothing but the key of the list; those
 * above it, if it is the last one.
 */
function withSpace(text: string, parts: readonly BlockPart[], index: number): Lines {
  let { start, stop: end } = parts[index] as BlockPart;
  const floor = parts[index - 1]?.stop;
  const isSpacedAbove = floor !== undefined && start > floor && isBlankLine(text, lineStart(text, start - 1));
  const next = parts[index + 1];
  if (next && (isSpacedAbove || floor === undefined)) {
    while (end < next.start && isBlankLine(text, end)) end = nextLine(text, end);
  }
  if (!next && floor !== undefined) {
    while (start > floor && isBlankLine(text, lineStart(text, start - 1))) start = lineStart(text, start - 1);
  }
  return { start, end };
}

function emptied(
  text: string,
  part: BlockPart,
  { opened, empty }: { readonly opened: number; readonly empty: string },
): readonly TextEdit[] {
  if (part.isInline || opened === 0) {
    return [{ start: part.start, end: part.stop, text: empty + lineBreakOf(text) }];
  }
  return [
    { start: opened, end: opened, text: ` ${empty}` },
    { start: part.start, end: part.stop, text: '' },
  ];
}
