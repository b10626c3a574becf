import { describe, expect, test } from 'vitest';
import { parseManifest } from '../object/parse-manifest.ts';
import { checkEdit } from './check-edit.ts';
import { editObject } from './edit-object.ts';
import type { Patch } from './patch.ts';
import type { TextEdit } from './text-edit.ts';

const text = `# first
apiVersion: v1
kind: Pod
spec: {a: 1}
---
apiVersion: v1
kind: List
metadata: {note: x}
items:
- apiVersion: v1
  kind: Pod
  spec: {b: 2}
- apiVersion: v1
  kind: Pod
  spec: {c: 3} # three
---
just: values
`;
const patch: Patch = [{ op: 'replace', path: ['spec', 'b'], value: 5 }];
const right = change('b: 2', 'b: 5');

describe('checking an edit', () => {
  test('proves that the object differs by the patch, and hands out what was read', async () => {
    const { objects } = await parseManifest(text, 'a.yaml');
    const result = await editObject(text, objects[1] as (typeof objects)[0], patch);
    if (!result.ok) throw new Error(result.why);
    const check = await checkEdit(text, result.edits, [{ index: 1, patch }]);
    expect(check).toMatchObject({
      ok: true,
      text: text.replace('b: 2', 'b: 5'),
    });
    expect(check.ok && check.after.map(({ value }) => value.spec)).toEqual([{ a: 1 }, { b: 5 }, { c: 3 }]);
  });

  test.each<readonly [string, readonly TextEdit[], string, readonly (string | number)[]]>([
    ['no edit', [], 'object 1 differs by something else than its patch', ['spec', 'b']],
    ['another value', [change('b: 2', 'b: 6')], 'object 1 differs by something else than its patch', ['spec', 'b']],
    [
      'another object of the list',
      [right, change('c: 3', 'c: 4')],
      'object 2 differs by something else than its patch',
      ['spec', 'c'],
    ],
    [
      'the list itself',
      [right, change('note: x', 'note: y')],
      'document 2 differs by something else than the patch',
      ['metadata', 'note'],
    ],
    [
      'another document',
      [right, change('a: 1', 'a: 2')],
      'object 0 differs by something else than its patch',
      ['spec', 'a'],
    ],
    ['a comment of another document', [right, change('# first', '# one')], 'document 1 differs, too', []],
    ['values that are no object', [right, change('just', 'only')], 'document 3 differs, too', []],
    ['a document less', [right, change('---\njust: values\n', '')], 'the edited text has other documents', []],
    [
      'an object more',
      [right, change('- apiVersion', '- {apiVersion: v1, kind: Pod}\n- apiVersion')],
      'the edited text has other objects',
      [],
    ],
    ['text that cannot be read', [right, change('{a: 1}', '{a: 1')], 'the edited text has a problem more', []],
  ])('finds %s', async (_, edits, why, path) => {
    const check = await checkEdit(text, edits, [{ index: 1, patch }]);
    expect(check).toMatchObject({ ok: false, why: expect.stringContaining(why), path });
  });
});

test('several objects may have changed at once, those of one document too', async () => {
  const edits = [right, change('c: 3', 'c: 4'), change('a: 1', 'a: 9')];
  const intended = [
    { index: 0, patch: [{ op: 'replace', path: ['spec', 'a'], value: 9 }] },
    { index: 1, patch },
    { index: 2, patch: [{ op: 'replace', path: ['spec', 'c'], value: 4 }] },
  ] as const;
  expect(await checkEdit(text, edits, intended)).toMatchObject({ ok: true });
  expect(await checkEdit(text, edits, intended.slice(1))).toMatchObject({ ok: false });
});

function change(old: string, now: string): TextEdit {
  const start = text.indexOf(old);
  return { start, end: start + old.length, text: now };
}
