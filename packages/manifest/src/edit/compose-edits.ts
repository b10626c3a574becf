import type { TextEdit } from './text-edit.ts';

/** A text under change: what of it is still the original, and what is new. */
export interface Composition {
  readonly text: () => string;
  /** Edits of the text as it is now. */
  readonly change: (edits: readonly TextEdit[]) => void;
  /** All changes so far, as edits of the original. */
  readonly edits: () => readonly TextEdit[];
}

/** Begins with an original; every change sees the text that the changes before it have left. */
export function composeEdits(original: string): Composition {
  let pieces: readonly Piece[] = [{ from: 0, text: original }];
  return {
    text: () => pieces.map(({ text }) => text).join(''),
    change(edits) {
      // From the end, so that the offsets of those before stay true.
      for (const edit of edits.toSorted((a, b) => b.start - a.start || b.end - a.end)) pieces = splice(pieces, edit);
    },
    edits: () => toEdits(pieces, original.length),
  };
}

/** A stretch of the original from `from` on, or new text. */
interface Piece {
  readonly from?: number;
  readonly text: string;
}

function splice(pieces: readonly Piece[], { start, end, text }: TextEdit): readonly Piece[] {
  const inserted = text === '' ? [] : [{ text }];
  return [...cut(pieces, 0, start), ...inserted, ...cut(pieces, end, Number.POSITIVE_INFINITY)];
}

function cut(pieces: readonly Piece[], start: number, end: number): readonly Piece[] {
  const found: Piece[] = [];
  let at = 0;
  for (const piece of pieces) {
    const from = Math.max(start - at, 0);
    const to = Math.min(end - at, piece.text.length);
    if (from < to) {
      const text = piece.text.slice(from, to);
      found.push(piece.from === undefined ? { text } : { from: piece.from + from, text });
    }
    at += piece.text.length;
  }
  return found;
}

function toEdits(pieces: readonly Piece[], length: number): readonly TextEdit[] {
  const edits: TextEdit[] = [];
  let at = 0;
  let inserted = '';
  for (const { from, text } of [...pieces, { from: length, text: '' }]) {
    if (from === undefined) {
      inserted += text;
      continue;
    }
    if (from > at || inserted !== '') edits.push({ start: at, end: from, text: inserted });
    inserted = '';
    at = from + text.length;
  }
  return edits;
}
