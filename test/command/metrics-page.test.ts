import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { metricsPage } from './metrics-page.ts';

test('docs/commands/metrics.md shows what the commands print and take (-u writes it anew)', async () => {
  const page = resolve(import.meta.dirname, '../../docs/commands/metrics.md');
  await expect(await metricsPage()).toMatchFileSnapshot(page);
});
