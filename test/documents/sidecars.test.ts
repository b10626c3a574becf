import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { readCatalog } from '../../packages/sidecars/src/index.ts';
import { runMain, writeInput } from '../command/run-main.ts';
import { sidecarsPage } from './sidecars-page.ts';

const docs = resolve(import.meta.dirname, '../../docs');

test('docs/sidecars.md says what the catalogue says (-u writes it anew)', async () => {
  await expect(sidecarsPage()).toMatchFileSnapshot(resolve(docs, 'sidecars.md'));
});

const page = readFileSync(resolve(docs, 'configuration.md'), 'utf8');
const examples = [...page.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(([, text = '']) => text);

test('the settings that docs/configuration.md shows are taken', async () => {
  expect(examples.length).toBeGreaterThan(0);
  for (const example of examples) {
    const { exitCode, stderr } = await runMain(['catalog', '--catalog', writeInput(example, 'outrigger.yaml')]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  }
});

test('docs/configuration.md names every field of a sidecar, and every role', () => {
  const read = readCatalog([{ x: 1, role: 'x' }]);
  const known = read.ok ? [] : read.problems.flatMap(({ known: words = [] }) => words);
  expect(known.length).toBeGreaterThan(15);
  expect(known.filter((word) => !page.includes(`\`${word}\``))).toEqual([]);
});

test('what docs/configuration.md shows of a mistake is what is printed', async () => {
  const [, file = '', printed = ''] = /^```console\n\$ cat (\S+)\n([\s\S]*?)^```$/m.exec(page) ?? [];
  const [text = '', shown = ''] = printed.split(`$ outrigger catalog --catalog ${file}\n`);
  const path = writeInput(text, file);
  const { stderr } = await runMain(['catalog', '--catalog', path]);
  expect(stderr.replaceAll(path, file)).toBe(shown);
});
