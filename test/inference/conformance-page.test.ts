import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { conformancePage } from './conformance-page.ts';

test('docs/inference/conformance.md names every check (-u writes it anew)', async () => {
  await expect(conformancePage()).toMatchFileSnapshot(
    resolve(import.meta.dirname, '../../docs/inference/conformance.md'),
  );
});
