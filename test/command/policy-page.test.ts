import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { policyPage } from './policy-page.ts';
import { runMain } from './run-main.ts';

test('docs/commands/policy.md shows the flags and the output of the command (-u writes it anew)', async () => {
  const path = resolve(import.meta.dirname, '../../docs/commands/policy.md');
  await expect(await policyPage()).toMatchFileSnapshot(path);
});

test('the examples of docs/commands/policy.md are those of --help, and run', async () => {
  const { stdout } = await runMain(['policy', '--help']);
  const lines = [...stdout.matchAll(/^ {2}outrigger (.+)$/gm)].map(([, line = '']) => line);
  expect(lines.length).toBeGreaterThan(3);
  for (const line of lines) {
    expect(await policyPage()).toContain(`outrigger ${line}\n`);
    const words = (line.split(' | ')[0] ?? '').split(' ');
    expect({ line, exitCode: (await runMain(words)).exitCode }).toEqual({ line, exitCode: 0 });
  }
});
