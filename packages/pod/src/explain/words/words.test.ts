import { describe, expect, it } from 'vitest';
import { enumerate, times } from './enumerate.ts';
import { humanDuration } from './human-duration.ts';
import { printable } from './printable.ts';
import { sayDuration, shortDuration } from './say-duration.ts';
import { fit, pad, textWidth } from './text-width.ts';
import { wrap } from './wrap.ts';

const S = 1000;
const M = 60 * S;
const H = 60 * M;
const D = 24 * H;

describe('a duration', () => {
  it.each([
    [0, '0 s', '0s', '0s'],
    [440, '0.4 s', '0.4s', '0s'],
    [9949, '9.9 s', '9.9s', '9s'],
    [9951, '10 s', '10s', '9s'],
    [119 * S, '119 s', '119s', '119s'],
    [120 * S, '2 min', '2m', '2m'],
    [5 * M + S, '5 min 1 s', '5m1s', '5m1s'],
    [25 * M + 7 * S, '25 min 7 s', '25m7s', '25m'],
    [3 * H + 10 * M, '3 h 10 min', '3h10m', '3h10m'],
    [23 * H + 53 * M, '23 h 53 min', '23h53m', '23h'],
    [49 * H, '2 d 1 h', '2d1h', '2d1h'],
    [400 * D, '400 d', '400d', '400d'],
    [900 * D, '900 d', '900d', '2y170d'],
    [Number.POSITIVE_INFINITY, 'forever', 'forever', undefined],
  ])('of %d ms is said, shortened, and printed as kubectl prints it', (ms, said, short, human) => {
    expect(sayDuration(ms)).toBe(said);
    expect(shortDuration(ms)).toBe(short);
    if (human !== undefined) expect(humanDuration(ms)).toBe(human);
  });
});

it.each([
  [['a'], 'a'],
  [['a', 'b'], 'a and b'],
  [['a', 'b', 'c'], 'a, b and c'],
  [['a', 'b', 'c', 'd', 'e', 'f', 'g'], 'a, b, c, d, e and 2 more'],
  [[], ''],
])('%j is enumerated as "%s"', (items, text) => {
  expect(enumerate(items)).toBe(text);
});

it('counts as people do', () => {
  expect([1, 2, 5].map(times)).toEqual(['once', 'twice', '5 times']);
});

describe('a text in a terminal', () => {
  it.each([
    ['plain', 5],
    ['ünïcødé', 7],
    ['容器', 4],
    ['🚀', 2],
    ['👩‍💻', 2],
    ['e\u0301', 1],
    ['█▆▃', 3],
    ['✓✗', 2],
  ])('%s takes %d columns', (text, width) => {
    expect(textWidth(text)).toBe(width);
    expect(pad(text, 9)).toBe(text + ' '.repeat(9 - width));
  });

  it.each([
    ['container', 20, 'container'],
    ['container', 5, 'cont…'],
    ['容器容器', 5, '容器…'],
    ['容器容器', 4, '容…'],
    ['container', 0, ''],
  ])('%s in %d columns is %s', (text, width, cut) => {
    expect(fit(text, width)).toBe(cut);
  });

  it('cannot move the cursor, ring, or turn around', () => {
    const hostile = `\u001b[2J\u0007\u202egnp.exe\u0000\u009b\tx\ny`;
    expect(printable(hostile)).toBe('␛[2J␇�gnp.exe␀� x y');
    expect(printable('容器 🚀 ok')).toBe('容器 🚀 ok');
  });

  it('is wrapped at spaces, and never between a number and its unit', () => {
    expect(wrap('it starts again after 10 s and 20 s', 24)).toEqual(['it starts again after', '10 s and 20 s']);
    expect(wrap('unbreakable-container-name', 10)).toEqual(['unbreakab…']);
  });
});
