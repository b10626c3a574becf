import { describe, expect, test } from 'vitest';
import { applyPatch } from './apply-patch.ts';
import { invertPatch } from './invert-patch.ts';
import type { Patch } from './patch.ts';
import { printJsonPatch } from './print-json-patch.ts';

const before = { spec: { containers: [{ name: 'a' }, { name: 'b' }], 'x/y~z': 1 } };

/** What, a patch, what it makes of `before`. */
const CASES: readonly (readonly [string, Patch, object])[] = [
  ['adds a field', [{ op: 'add', path: ['spec', 'n'], value: 1 }], { spec: { ...before.spec, n: 1 } }],
  [
    'adds at the end of a list',
    [{ op: 'add', path: ['spec', 'containers', '-'], value: { name: 'c' } }],
    { spec: { ...before.spec, containers: [{ name: 'a' }, { name: 'b' }, { name: 'c' }] } },
  ],
  ['replaces by adding', [{ op: 'add', path: ['spec', 'x/y~z'], value: 2 }], { spec: { ...before.spec, 'x/y~z': 2 } }],
  [
    'moves within a list, by the index after it was taken out',
    [{ op: 'move', from: ['spec', 'containers', 0], path: ['spec', 'containers', 1] }],
    { spec: { ...before.spec, containers: [{ name: 'b' }, { name: 'a' }] } },
  ],
  [
    'applies one operation after the other',
    [
      { op: 'add', path: ['spec', 'initContainers'], value: [] },
      { op: 'move', from: ['spec', 'containers', 1], path: ['spec', 'initContainers', '-'] },
      { op: 'add', path: ['spec', 'initContainers', 0, 'restartPolicy'], value: 'Always' },
      { op: 'remove', path: ['spec', 'x/y~z'] },
    ],
    { spec: { containers: [{ name: 'a' }], initContainers: [{ name: 'b', restartPolicy: 'Always' }] } },
  ],
];

describe('a patch', () => {
  test.each(CASES)('%s, and its inverse takes that back', (_, patch, after) => {
    expect(applyPatch(before, patch)).toEqual(after);
    expect(applyPatch(applyPatch(before, patch), invertPatch(before, patch))).toEqual(before);
  });

  test('is printed with JSON pointers', () => {
    expect(
      printJsonPatch([
        { op: 'remove', path: ['spec', 'x/y~z'] },
        { op: 'move', from: ['spec', 'containers', 1], path: ['spec', 'initContainers', '-'] },
      ]),
    ).toEqual([
      { op: 'remove', path: '/spec/x~1y~0z' },
      { op: 'move', from: '/spec/containers/1', path: '/spec/initContainers/-' },
    ]);
  });

  test.each([
    ['a field that is not there', ['spec', 'none']],
    ['an item that is not there', ['spec', 'containers', 2]],
    ['the whole object', []],
  ])('does not take out %s', (_, path) => {
    expect(() => applyPatch(before, [{ op: 'remove', path }])).toThrow(RangeError);
  });
});
