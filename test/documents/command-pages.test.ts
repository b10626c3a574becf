import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { runMain } from '../command/run-main.ts';

// docs/commands/explain.md is written by test/command/explain-page.test.ts; the small pages are held to what is printed.
const pages = resolve(import.meta.dirname, '../../docs/commands');
const pageOf = (command: string) => readFileSync(resolve(pages, `${command}.md`), 'utf8');

test('every command has a page', async () => {
  const { stdout } = await runMain(['__complete', '--', '']);
  const commands = stdout.split('\n').flatMap((line) => (line.includes('\t') ? [`${line.split('\t')[0]}.md`] : []));
  expect(readdirSync(pages).toSorted()).toEqual(commands.toSorted());
});

test('completion puts its scripts where its page says', async () => {
  const { stdout } = await runMain(['completion', '--help']);
  const lines = [...stdout.matchAll(/outrigger completion \w+ > \S+/g)].map(([line]) => line);
  expect(lines).toHaveLength(4);
  for (const line of lines) expect(pageOf('completion')).toContain(line);
});

test('version prints what its page shows', async () => {
  const { stdout } = await runMain(['version']);
  const shown = stdout.replace(process.versions.node, '24.21.0');
  expect(pageOf('version')).toContain(`$ outrigger version\n${shown}\`\`\``);
});
