import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { onTestFinished } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const home = join(root, 'packages/outrigger');

/**
 * Bundles the command into a folder of its own, laid out as people get it: `bin`, `dist`, `package.json` and nothing of
 * the clone. Returns the path of `bin/outrigger.js`; the folder goes when the test that asked for it has finished.
 */
export function publishCommand(): string {
  const folder = mkdtempSync(join(tmpdir(), 'outrigger-published-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const part of ['bin', 'package.json']) cpSync(join(home, part), join(folder, part), { recursive: true });
  const parameters = ['-c', 'rolldown.config.ts', '--dir', join(folder, 'dist')];
  const { status, stderr, error } = spawnSync(join(root, 'node_modules/.bin/rolldown'), parameters, {
    cwd: home,
    encoding: 'utf8',
  });
  if (error) throw error;
  if (status !== 0) throw new Error(`the command could not be bundled:\n${stderr}`);
  return join(folder, 'bin/outrigger.js');
}
