import { resolve } from 'node:path';
import { readCausalRules } from '@outrigger/events';
import { expect, test } from 'vitest';
import { correlationPage, OWN_RULES } from './correlation-page.ts';

test('docs/events/correlation.md has all rules as they are in the data (-u writes it anew)', async () => {
  await expect(correlationPage()).toMatchFileSnapshot(resolve(import.meta.dirname, '../../docs/events/correlation.md'));
});

test('the rules that the page shows can be read', async () => {
  const read = await readCausalRules(OWN_RULES, 'page');
  expect(read.ok ? read.rules.map(({ id }) => id) : read.problems).toEqual(['user/full-queue', 'user/same-object']);
});
