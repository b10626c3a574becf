import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { explainPage } from './explain-page.ts';

test('docs/commands/explain.md shows the flags and the output of the command (-u writes it anew)', async () => {
  await expect(await explainPage()).toMatchFileSnapshot(resolve(import.meta.dirname, '../../docs/commands/explain.md'));
});
