import { expect, test } from 'vitest';
import { readWordPattern } from './word-pattern.ts';

test.each([
  '/(a+)+$/',
  '/(a|aa)*b/',
  '/(?:a*)*/',
  '/(a?){30}a{30}/',
  '/((ab)+c)+/',
  '/.*.*=.*/',
  '/a?a?a?a?a?a?a?a?aaaaaaaa/',
  '/(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)b/',
  '/(?=a)b/',
  '/(?<!a)b/',
  '/(a)\\1/',
  '/a{1,500}b/',
  '/\\w*[ab]{0,60}c/',
  '/(/',
  '/[/',
  '/a/g',
  `/${'a'.repeat(201)}/`,
])('%s is not taken', (text) => {
  expect(readWordPattern(text).ok).toBe(false);
});

test.each([
  ['/^sidecar$/', 'sidecar'],
  ['/^--mode=(?:tail|follow|watch)$/', '--mode=watch'],
  ['/^--(?:log-)?file=[a-z/]+$/', '--file=/var/log'],
  ['/^-{1,2}tail\\b/', '--tail=5'],
  ['/[(*+]{2}/', 'a**'],
  ['a.b', 'x a.b y'],
  ['/', '/'],
])('%s is taken, and fits %s', (text, word) => {
  const read = readWordPattern(text);
  expect(read.ok && read.pattern.test(word)).toBe(true);
});

test('what is taken is soon done with a text made to keep it busy', () => {
  const read = readWordPattern('/(?:a|b)?a?a*b$/');
  const start = performance.now();
  expect(read.ok && read.pattern.test(`${'a'.repeat(100_000)}c`)).toBe(false);
  expect(performance.now() - start).toBeLessThan(500);
});
