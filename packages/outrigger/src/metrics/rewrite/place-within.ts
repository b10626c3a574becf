import type { Position } from '@outrigger/manifest';
import { align, type WrittenString } from './edit-scalar.ts';

/** Where a part of a string is written; the whole string where that cannot be told. */
export function placeWithin(
  written: WrittenString,
  whole: Position,
  { start, end }: { readonly start: number; readonly end: number },
): Position {
  const places = align(written) ?? [];
  const first =
    places.slice(start).find((place) => place !== undefined) ?? places.findLast((place) => place !== undefined);
  if (!first) return whole;
  const last = places.slice(start, Math.max(start + 1, end)).findLast((place) => place !== undefined) ?? first;
  const shift = written.start - whole.offset;
  const [from, to] = [placeOf(written.text, first.start, shift), placeOf(written.text, last.end, shift)];
  return {
    file: whole.file,
    line: from.line,
    column: from.column,
    endLine: to.line,
    endColumn: to.column,
    offset: first.start - shift,
    endOffset: last.end - shift,
    excerpt: { text: from.excerpt, column: from.excerptColumn },
  };
}

/** `shift` is 1 for a text with a byte order mark, which positions do not count. */
function placeOf(text: string, at: number, shift: number) {
  const before = text.slice(shift, at);
  const lineStart = text.lastIndexOf('\n', at - 1) + 1 || shift;
  const end = text.indexOf('\n', at);
  const from = Math.max(lineStart, at - SHOWN_AROUND);
  const line = text.slice(from, Math.min(end < 0 ? text.length : end, at + SHOWN_AROUND)).replace(/\r$/, '');
  const column = at - lineStart + 1;
  return { line: before.split('\n').length, column, excerpt: line, excerptColumn: from - lineStart + 1 };
}

// As positions of whole fields have it.
const SHOWN_AROUND = 240;
