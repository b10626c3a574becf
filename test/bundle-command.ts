import { spawnSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const home = join(root, 'packages/outrigger');

/** Bundles the command into a folder, laid out as people get it; returns the path of `bin/outrigger.js`. */
export function bundleCommand(folder: string): string {
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
