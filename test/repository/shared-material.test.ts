import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');

test('a suite without its shared material is skipped aloud', () => {
  const { status, output } = runSuiteWithoutMaterial({});
  expect(output).toMatch(/^SKIPPED recordings: no .*golden \(set OUTRIGGER_SHARED/m);
  expect(status).toBe(0);
});

test('in CI a suite without its shared material fails', () => {
  const { status, output } = runSuiteWithoutMaterial({ CI: 'true' });
  expect(output).toContain('SKIPPED recordings');
  expect(status).toBe(1);
});

function runSuiteWithoutMaterial(env: NodeJS.ProcessEnv): { status: number | null; output: string } {
  const empty = mkdtempSync(join(tmpdir(), 'shared-'));
  onTestFinished(() => rmSync(empty, { recursive: true }));
  const parameters = [
    'run',
    '--dir',
    'test/repository/fixtures',
    '--config',
    'test/repository/fixtures/vitest.config.ts',
  ];
  const { CI: _, ...inherited } = process.env;
  const { status, stdout, stderr } = spawnSync(join(root, 'node_modules/.bin/vitest'), parameters, {
    cwd: root,
    encoding: 'utf8',
    env: { ...inherited, ...env, NO_COLOR: '1', OUTRIGGER_SHARED: empty },
  });
  return { status, output: `${stderr}\n${stdout}` };
}
