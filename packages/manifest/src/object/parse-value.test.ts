import { describe, expect, test } from 'vitest';
import { parseManifest } from './parse-manifest.ts';
import { parseValue } from './parse-value.ts';

describe('parseValue', () => {
  test.each([
    ['app:\n- {run: 4s, exit: 0}\n', { app: [{ run: '4s', exit: 0 }] }],
    ['[1, yes, 0644]\n', [1, true, 420]],
    ['a: 1\n---\nb: 2\n', { a: 1 }],
    ['# nothing\n', null],
  ])('reads the first document of %j', async (text, value) => {
    expect(await parseValue(text, 'life.yaml')).toMatchObject({ ok: true, value });
  });

  test('locates what it read', async () => {
    const parsed = await parseValue('app:\n- {run: 4s, exit: 0}\n', 'life.yaml');
    expect(parsed.ok && parsed.locate(['app', 0, 'exit'])).toMatchObject({ file: 'life.yaml', line: 2, column: 19 });
    expect(parsed.ok && parsed.locateKey(['app', 0, 'exit'])).toMatchObject({ line: 2, column: 13 });
  });

  test.each([
    ['a: b: c\n', 'syntax', 4],
    ['a: 1\na: 2\n', 'duplicate-key', 1],
    ['--- a\n', 'syntax', 5],
  ])('says of %j what is wrong and where', async (text, code, column) => {
    const parsed = await parseValue(text, 'life.yaml');
    expect(parsed).toMatchObject({ ok: false, problems: [{ code, file: 'life.yaml', position: { column } }] });
  });
});

test('the example of parseManifest is true', async () => {
  const { objects } = await parseManifest('{kind: Pod, apiVersion: v1, spec: {}}', 'pod.yaml');
  expect(objects[0]?.locate(['spec']).column).toBe(35);
});
