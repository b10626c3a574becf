import type { Node } from '../parse/node.ts';
import { columnOf, type Draft } from './draft.ts';
import { indentAt, isBlankLine, isCommentLine, lineStart, nextLine } from './lines.ts';

/** Whole lines of a text, from the start of the first to the start of the line after the last. */
export interface Lines {
  readonly start: number;
  readonly end: number;
}

/**
 * The lines of a list's item or a map's entry, which begins at `from` and ends with `node`: with the comment lines directly
 * above it, in its own column, and those below it that stand deeper. A comment above that a blank line sets off belongs to
 * the list; a comment below in the column of the items belongs to the next one.
 */
export function ownedLines(draft: Draft, from: number, node: Node): Lines {
  const { text } = draft;
  const column = columnOf(draft, from);
  let start = lineStart(text, from);
  while (start > 0) {
    const above = lineStart(text, start - 1);
    if (!isCommentLine(text, above) || indentAt(text, above) !== column) break;
    start = above;
  }
  return { start, end: endOfLines(draft, Math.max(from, lastLetter(text, node)), column) };
}

/** Where the lines end that began in a column and whose last letter is at `last`. */
function endOfLines({ text }: Draft, last: number, column: number): number {
  let end = nextLine(text, last);
  for (let line = end; line < text.length; line = nextLine(text, line)) {
    if (isBlankLine(text, line)) continue;
    if (!isCommentLine(text, line) || indentAt(text, line) <= column) break;
    end = nextLine(text, line);
  }
  return end;
}

/** A block scalar may end with empty lines; they space out what follows and are no part of it. */
function lastLetter(text: string, { start, end }: Node): number {
  let last = end;
  while (last > start && /\s/.test(text[last - 1] ?? '')) last--;
  return Math.max(last - 1, start);
}

/** The blank lines that go when some lines go: those after them where others are before, those before them at the end of a list. */
export function withSpacing({ text }: Draft, { start, end }: Lines, isLast: boolean): Lines {
  if (isLast) {
    let from = start;
    while (from > 0 && isBlankLine(text, lineStart(text, from - 1))) from = lineStart(text, from - 1);
    return { start: from, end };
  }
  let to = end;
  while (to < text.length && isBlankLine(text, to)) to = nextLine(text, to);
  return { start, end: to };
}

/** Lines moved to the right or, with a negative number, to the left; a line is never moved past its first letter. */
export function shiftLines(lines: string, by: number): string {
  if (by === 0) return lines;
  const shift = (line: string) => (by > 0 ? ' '.repeat(by) + line : line.slice(Math.min(-by, indentAt(line, 0))));
  return lines
    .split(/(?<=\n)/)
    .map((line) => (line.trim() === '' ? line : shift(line)))
    .join('');
}
