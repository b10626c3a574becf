import { describe, expect, test } from 'vitest';
import { parseManifest } from './parse-manifest.ts';

const megabyte = 1024 * 1024;
const many = (text: string, length = megabyte / 16): string => text.repeat(Math.floor(length / text.length));
const ten = (name: string): string => Array(10).fill(name).join(', ');

// Texts that are made to take for ever, or to fill the memory, or to exhaust the stack. Each is answered within seconds.
const hostile: Readonly<Record<string, readonly [text: string, code: string]>> = {
  'a billion laughs': [`a: &a [${ten('x')}]\n${laughs(12)}`, 'alias'],
  'a billion merges': [`a: &a {x: 1}\n${merges(20)}`, 'alias'],
  'lists in lists by aliases': [`${chain(40)}`, 'too-deep'],
  'lists in lists': [many('['), 'too-deep'],
  'maps in maps': [many('{a: '), 'too-deep'],
  'lists in lists by dashes': [many('- '), 'too-deep'],
  'keys in keys': [many('? '), 'too-deep'],
  'lists in lists that are closed': [many('[', 2000) + many(']', 2000), 'too-deep'],
  'brackets that close nothing': [many(']'), 'syntax'],
  commas: [many('[,'), 'syntax'],
  quotes: [many('"'), 'syntax'],
  'bad escapes': [`a: "${many('\\q')}"\n`, 'syntax'],
  'one key again and again': [many('a: 1\n'), 'duplicate-key'],
  braces: [many('{', megabyte / 4), 'too-deep'],
  templates: [many('a: {{\n'), 'unrendered-template'],
  'a long line of dashes': [many('-', 8 * megabyte), 'syntax'],
  'a merge that every key overrides': [`z: &z {${keys(', ')}}\ny:\n  <<: *z\n  ${keys('\n  ')}\n`, 'not-kubernetes'],
  'a long scalar': [`a: ${many('b ', 8 * megabyte)}\n`, 'not-kubernetes'],
  'a long line of blanks in quotes': [`a: "${many(' ', 8 * megabyte)}x\n  b"\n`, 'not-kubernetes'],
  'a long number': [`a: ${many('9', 8 * megabyte)}\n`, 'not-kubernetes'],
  'blank lines': [`a: b\n${many('\n', 8 * megabyte)}`, 'not-kubernetes'],
  backslashes: [`a: "${many('\\\\', 8 * megabyte)}"\n`, 'not-kubernetes'],
  'more than the full reader takes': [`a: &a ${many('b ', 3 * megabyte)}\n`, 'too-large'],
};

describe('a hostile text has one clear fault:', () => {
  test.each(Object.entries(hostile))('%s', { timeout: 60_000 }, async (_name, [text, code]) => {
    const { objects, problems } = await parseManifest(text, 'hostile.yaml');
    expect(objects).toEqual([]);
    expect(new Set(problems.map((problem) => problem.code))).toEqual(new Set([code]));
    expect(problems.length).toBeLessThanOrEqual(20);
    for (const { message, hint = '' } of problems) expect(message.length + hint.length).toBeLessThan(400);
  });
});

function laughs(levels: number): string {
  return Array.from(
    { length: levels },
    (_, level) => `b${level}: &b${level} [${ten(level === 0 ? '*a' : `*b${level - 1}`)}]\n`,
  ).join('');
}

function merges(levels: number): string {
  return Array.from(
    { length: levels },
    (_, level) => `b${level}: &b${level} {<<: [${ten(level === 0 ? '*a' : `*b${level - 1}`)}], k${level}: 1}\n`,
  ).join('');
}

/** Each line is 300 lists around the line before. */
function chain(lines: number): string {
  return Array.from(
    { length: lines },
    (_, line) => `a${line}: &a${line} ${'['.repeat(300)}${line === 0 ? 'x' : `*a${line - 1}`}${']'.repeat(300)}\n`,
  ).join('');
}

function keys(between: string): string {
  return Array.from({ length: 5000 }, (_, index) => `k${index}: 1`).join(between);
}
