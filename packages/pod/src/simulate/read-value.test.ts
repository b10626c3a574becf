import { describe, expect, test } from 'vitest';
import { parseDuration, Reader } from './read-value.ts';

describe('a duration', () => {
  test.each([
    ['0s', 0],
    ['250ms', 250],
    ['4s', 4000],
    ['1.5s', 1500],
    ['1m30s', 90_000],
    ['24h', 86_400_000],
    ['7d', 604_800_000],
    ['0.0001s', 0],
  ])('%s is %i ms', (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });

  test.each(['', '4', 's', '4 s', '-4s', '+4s', '4S', '4us', '.5s', '5.s', '1e3s', '4s ', '4s3', 'forever', 'NaNs'])(
    '%o is none',
    (text) => {
      expect(parseDuration(text)).toBeUndefined();
    },
  );
});

describe('the reader of values', () => {
  const missing = 7;
  const cases: readonly [kind: Kind, value: unknown, read: unknown, complaint?: string][] = [
    ['map', undefined, {}],
    ['map', null, {}],
    ['map', { a: 1 }, { a: 1 }],
    ['map', [], {}, 'expected a map, got a list'],
    ['map', 'a', {}, 'expected a map, got "a"'],
    ['list', undefined, []],
    ['list', [1], [1]],
    ['list', {}, [], 'expected a list, got a map'],
    ['list', false, [], 'expected a list, got false'],
    ['text', 'a', 'a'],
    ['text', undefined, 'given'],
    ['text', null, '', 'expected a text, got nothing'],
    ['text', 1, '', 'expected a text, got 1'],
    ['integer', 3, 3],
    ['integer', 0, 0],
    ['integer', undefined, missing],
    ['integer', null, missing],
    ['integer', -1, missing, 'expected a whole number of 0 or more, got -1'],
    ['integer', 0.5, missing, 'expected a whole number of 0 or more, got 0.5'],
    ['integer', '3', missing, 'expected a whole number of 0 or more, got "3"'],
    ['flag', true, true],
    ['flag', undefined, false],
    ['flag', 1, false, 'expected true or false, got 1'],
    ['duration', '4s', 4000],
    ['duration', 'forever', Number.POSITIVE_INFINITY],
    ['duration', 0, 0],
    ['duration', undefined, missing],
    ['duration', 4, missing, 'expected a duration such as 4s, 250ms or 1m30s, got 4'],
    ['duration', 'soon', missing, 'expected a duration such as 4s, 250ms or 1m30s, got "soon"'],
    ['duration', {}, missing, 'expected a duration such as 4s, 250ms or 1m30s, got a map'],
  ];

  test.each(cases)('takes for a %s: %o', (kind, value, read, complaint) => {
    const reader = new Reader();
    expect(readAs(reader, kind, value)).toEqual(read);
    expect(reader.problems).toEqual(complaint === undefined ? [] : [{ path: ['here', 0], message: complaint }]);
  });

  test('needs a text where none is given in its place', () => {
    const reader = new Reader();
    expect(reader.text(undefined, ['image'])).toBe('');
    expect(reader.problems).toEqual([{ path: ['image'], message: 'expected a text, got nothing' }]);
  });

  test('refuses each key that means nothing, and says which do', () => {
    const reader = new Reader();
    reader.only({ run: 1, runs: 2, exits: 3 }, ['app'], ['run', 'exit']);
    expect(reader.problems).toEqual([
      { path: ['app', 'runs'], message: 'unknown field "runs"; known are run, exit' },
      { path: ['app', 'exits'], message: 'unknown field "exits"; known are run, exit' },
    ]);
  });

  type Kind = 'map' | 'list' | 'text' | 'integer' | 'flag' | 'duration';

  function readAs(reader: Reader, kind: Kind, value: unknown): unknown {
    const path = ['here', 0];
    if (kind === 'text') return reader.text(value, path, 'given');
    if (kind === 'integer' || kind === 'duration') return reader[kind](value, path, missing);
    return reader[kind](value, path);
  }
});
