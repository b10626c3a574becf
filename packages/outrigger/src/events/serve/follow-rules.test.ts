import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { UserRule } from '@outrigger/events';
import { expect, onTestFinished, test } from 'vitest';
import type { Surroundings } from '../../world/surroundings.ts';
import { followRules } from './follow-rules.ts';

test('rules are taken again after a change, and stay as they were after one with a mistake', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'outrigger-rules-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'rules.yaml');
  const write = (names: string) => writeFileSync(file, names);
  let taken: readonly string[] = [];
  let said = '';
  const output = {
    isTty: false,
    columns: undefined,
    write(text: string) {
      said += text;
    },
  };
  const surroundings: Surroundings = { env: {}, stdout: output, stderr: output, stdin: async function* () {} };
  const replaceRules = (rules: readonly UserRule[]): void => {
    taken = rules.map(({ name }) => name);
  };
  write('rules: [{ name: one, reasons: [OrderStuck], severity: error }]');
  using _ = await followRules(file, { replaceRules }, surroundings);
  expect(taken).toEqual(['one']);
  write('rules: [{ name: two, reasons: [OrderStuck], severity: error }]');
  await expect.poll(() => taken, { timeout: 5000 }).toEqual(['two']);
  write('rules: [{ name: three, reasons: [OrderStuck], severity: worse }]');
  await expect.poll(() => said, { timeout: 5000 }).toMatch(/rules.yaml:1:[\s\S]*the rules stay as they were\n$/);
  expect(taken).toEqual(['two']);
});
