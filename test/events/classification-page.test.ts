import { resolve } from 'node:path';
import { readClassRules } from '@outrigger/events';
import { expect, test } from 'vitest';
import { classificationPage, RULES_EXAMPLE } from './classification-page.ts';

test('docs/events/classification.md shows the catalogue (-u writes it anew)', async () => {
  const page = resolve(import.meta.dirname, '../../docs/events/classification.md');
  await expect(classificationPage()).toMatchFileSnapshot(page);
});

test('the rules of the page are rules', async () => {
  const read = await readClassRules(RULES_EXAMPLE, 'rules.yaml');
  expect(read.ok && read.rules.map(({ name }) => name)).toEqual(['stuck-orders', 'our-registry', 'playground']);
});
