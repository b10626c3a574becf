import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { PARQUET_COLUMNS } from '../../packages/events/src/store/export/parquet-columns.ts';

test('docs/events/storage.md names the columns of an export, and no others', () => {
  const page = readFileSync(new URL('../../docs/events/storage.md', import.meta.url), 'utf8');
  const [, table = ''] = page.split('| Columns | Type | |');
  const rows = (table.split('\n\n')[0] ?? '').split('\n').slice(2);
  const named = rows.flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`(\w+)`/g)].map(([, name]) => name));
  expect(named.sort()).toEqual(Object.keys(PARQUET_COLUMNS).sort());
});
