import { expect, test } from 'vitest';
import { printIndexes, readIndexes } from './intervals.ts';

test.for<readonly [string, readonly number[]]>([
  ['', []],
  ['0', [0]],
  ['0,1', [0, 1]],
  ['0-2', [0, 1, 2]],
  ['1,3-5,7,8', [1, 3, 4, 5, 7, 8]],
])('%s is read and printed', ([text, indexes]) => {
  expect([...readIndexes(text, 10)]).toEqual(indexes);
  expect(printIndexes(new Set(indexes))).toBe(text);
});

test('indexes beyond the completions do not count', () => {
  expect([...readIndexes('0-9', 3)]).toEqual([0, 1, 2]);
});
