import { applyPatch, formatPatch, structuredPatch } from 'diff';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diffHunks } from './diff-hunks.ts';

const line = fc.constantFrom('a', 'b', 'c: 1', '', '  - d', '# e', 'f\r');
const document = fc.array(line, { maxLength: 12 });
const documents = fc.array(fc.record({ old: document, now: fc.option(document, { nil: undefined }) }), {
  minLength: 1,
  maxLength: 6,
});

describe('the hunks of a file of documents', () => {
  test('turn the one text into the other', () => {
    fc.assert(
      fc.property(documents, fc.boolean(), (all, endsInLine) => {
        const before = fileOf(
          all.map(({ old }) => old),
          endsInLine,
        );
        const after = fileOf(
          all.map(({ old, now }) => now ?? old),
          endsInLine,
        );
        const patch = { oldFileName: 'a', newFileName: 'b', oldHeader: undefined, newHeader: undefined };
        const hunks = diffHunks(before, after);
        expect(applyPatch(before, formatPatch({ ...patch, hunks }), { autoConvertLineEndings: false })).toBe(after);
      }),
    );
  });

  test('have the context that a diff of the whole text has, across the borders of documents', () => {
    const before = fileOf(
      [
        ['1', '2', '3'],
        ['4', 'x'],
        ['5', '6'],
      ],
      true,
    );
    const after = before.replace('x', 'y');
    expect(diffHunks(before, after)).toEqual(structuredPatch('a', 'b', before, after, '', '', { context: 3 }).hunks);
  });

  test('are cut where documents were added', () => {
    expect(diffHunks('---\na\n', '---\na\n---\nb\n')).toEqual([
      { oldStart: 1, oldLines: 2, newStart: 1, newLines: 4, lines: [' ---', ' a', '+---', '+b'] },
    ]);
  });
});

function fileOf(all: readonly (readonly string[])[], endsInLine: boolean): string {
  const text = all.map((lines) => ['---', ...lines].join('\n')).join('\n');
  return endsInLine ? `${text}\n` : text;
}
