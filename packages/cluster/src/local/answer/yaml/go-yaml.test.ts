import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { goYaml } from './go-yaml.ts';

/** Annotations of all sorts, words that mean something and random signs, as kube-apiserver 1.36.2 has written them. */
const rows = readFileSync(new URL('./testing/written-by-1.36.2.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as { readonly value: object; readonly yaml: string });

test.each(rows)('annotations are written letter by letter as by the real server, row %#', ({ value, yaml }) => {
  expect(goYaml(value)).toBe(yaml);
});

test('lists stand at their key, empty ones and empty objects in their line, and nothing is told of undefined', () => {
  const value = { items: [{ a: [], b: {}, c: null, d: [1, true, 'x'] }], kind: 'List', none: undefined };
  expect(goYaml(value)).toBe('items:\n- a: []\n  b: {}\n  c: null\n  d:\n  - 1\n  - true\n  - x\nkind: List\n');
});
