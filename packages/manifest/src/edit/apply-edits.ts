import type { TextEdit } from './text-edit.ts';

/** The text after some edits, in whatever order they come. Throws a RangeError where two of them overlap: that is a bug of whoever made them. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let edited = '';
  let at = 0;
  for (const { start, end, text: inserted } of edits.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    if (start < at || end < start) throw new RangeError(`an edit at ${start} begins inside the one that ends at ${at}`);
    edited += text.slice(at, start) + inserted;
    at = end;
  }
  return edited + text.slice(at);
}
