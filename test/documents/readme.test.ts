import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { runMain } from '../command/run-main.ts';

const readme = resolve(import.meta.dirname, '../../README.md');

test('README shows what the command prints, up to the tables of kubectl (-u writes it anew)', async () => {
  const { stdout, stderr } = await runMain(['explain', 'examples/native-sidecar.yaml', '--width', '100']);
  expect(stderr).toBe('');
  const story = stdout.slice(0, stdout.indexOf('\nkubectl get pod, over time'));
  const text = readFileSync(readme, 'utf8');
  const block = /^```console\n\$ npx outrigger explain examples\/native-sidecar\.yaml\n[\s\S]*?^```$/m;
  expect(text).toMatch(block);
  const command = '$ npx outrigger explain examples/native-sidecar.yaml';
  await expect(text.replace(block, () => `\`\`\`console\n${command}\n${story}\`\`\``)).toMatchFileSnapshot(readme);
});
