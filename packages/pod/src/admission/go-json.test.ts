import { expect, it } from 'vitest';
import { goJson } from './go-json.ts';

it.each([
  ['<a&b>', String.raw`"\u003ca\u0026b\u003e"`],
  ['é\u2028', String.raw`"é\u2028"`],
  [{ a: ['b', 1] }, '{"a":["b",1]}'],
  [undefined, 'null'],
])('%j is JSON as Go writes it', (value, text) => {
  expect(goJson(value)).toBe(text);
});
