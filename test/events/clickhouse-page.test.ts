import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { clickHousePage } from './clickhouse-page.ts';

test('docs/events/clickhouse.md shows the tables (-u writes it anew)', async () => {
  await expect(clickHousePage()).toMatchFileSnapshot(resolve(import.meta.dirname, '../../docs/events/clickhouse.md'));
});
