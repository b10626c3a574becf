import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { runMain } from './run-main.ts';
import { upPage } from './up-page.ts';

const FILE = resolve(import.meta.dirname, '../../docs/commands/up.md');

test('docs/commands/up.md shows the flags of the command (-u writes them anew)', async () => {
  await expect(upPage(readFileSync(FILE, 'utf8'))).toMatchFileSnapshot(FILE);
});

test('help starts with examples', async () => {
  const { stdout } = await runMain(['up', '--help']);
  expect(stdout).toMatch(/\n\nExamples:\n {2}# A cluster, until Ctrl-C\n {2}outrigger up\n[\s\S]*\nUsage: /);
});

test.each([
  [['up', '--port', '70000'], 'there is no port 70000'],
  [['up', '--kubelet', '0.9'], 'there is no kubelet 0.9'],
  [['up', '--driver', 'docker'], 'Allowed choices are process, cri'],
])('%j is refused', async (line, complaint) => {
  const { exitCode, stderr, stdout } = await runMain(line);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  expect(stderr).toContain(complaint);
});
