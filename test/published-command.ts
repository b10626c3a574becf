import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { bundleCommand } from './bundle-command.ts';

/**
 * Bundles the command into a folder of its own: `bin`, `dist`, `package.json` and nothing of the clone. Returns the path
 * of `bin/outrigger.js`; the folder goes when the test that asked for it has finished.
 */
export function publishCommand(): string {
  const folder = mkdtempSync(join(tmpdir(), 'outrigger-published-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return bundleCommand(folder);
}
