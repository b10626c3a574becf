import type { TextEdit } from './text-edit.ts';

/** A text without its last line break, and without the empty lines in front of that; blanks behind its last word stay. */
export function withoutEnding(text: string): string {
  let end = text.length;
  for (;;) {
    const last = text.lastIndexOf('\n', end - 1);
    if (last < 0 || end === 0 || !/^[ \t]*$/.test(text.slice(last + 1, end))) return text.slice(0, end);
    end = text[last - 1] === '\r' ? last - 1 : last;
  }
}

/**
 * Edits for a text without a line break at its end, from those that were made with one: `changed` is what they lead to, and
 * what the text is to be but for its last line break.
 */
export function withOpenEnd(edits: readonly TextEdit[], original: string, changed: string): readonly TextEdit[] {
  const last = edits.at(-1);
  if (!last || last.end < original.length) return edits;
  const before = edits.slice(0, -1);
  const final = withoutEnding(changed);
  const moved = before.reduce((by, { start, end, text }) => by + text.length - (end - start), 0);
  const start = Math.min(last.start, original.length, final.length - moved);
  return [...before, { start, end: original.length, text: final.slice(start + moved) }];
}
