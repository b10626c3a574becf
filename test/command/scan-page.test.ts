import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { scanPage } from './scan-page.ts';

test('docs/commands/scan.md shows the flags and the output of the command (-u writes it anew)', async () => {
  await expect(await scanPage()).toMatchFileSnapshot(resolve(import.meta.dirname, '../../docs/commands/scan.md'));
});
