import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { inferencePage } from './inference-page.ts';

test('docs/commands/inference.md shows the parts of the command with their flags (-u writes it anew)', async () => {
  await expect(inferencePage()).toMatchFileSnapshot(resolve(import.meta.dirname, '../../docs/commands/inference.md'));
});
