import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { upPage } from './up-page.ts';

const FILE = resolve(import.meta.dirname, '../../docs/commands/up.md');

test('docs/commands/up.md shows the flags of the command (-u writes them anew)', async () => {
  await expect(upPage(readFileSync(FILE, 'utf8'))).toMatchFileSnapshot(FILE);
});
