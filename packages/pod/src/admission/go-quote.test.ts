import { expect, it } from 'vitest';
import { goQuote } from './go-quote.ts';

it.each([
  ['plain', '"plain"'],
  ['a "b" \\', String.raw`"a \"b\" \\"`],
  ['tab\tbell\u0007', String.raw`"tab\tbell\a"`],
  ['\u0001', String.raw`"\x01"`],
  ['ünï ✓', '"ünï ✓"'],
  ['no\u00a0break', String.raw`"no\u00a0break"`],
  ['\u{e0001}', String.raw`"\U000e0001"`],
])('a text is quoted as Go does: %j', (text, quoted) => {
  expect(goQuote(text)).toBe(quoted);
});
