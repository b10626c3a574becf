import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { PARQUET_COLUMNS } from '../../../packages/events/src/store/export/parquet-columns.ts';
import { MIXED } from '../../../packages/events/src/store/testing/store-cases.ts';
import { describeWithPostgres, openStoreAt, startPostgres } from './start-postgres.ts';

describeWithPostgres('docs/events/storage.md about PostgreSQL', () => {
  const page = readFileSync(new URL('../../../docs/events/storage.md', import.meta.url), 'utf8');
  const [, section = ''] = page.split('\n## PostgreSQL\n');

  test('has a question in SQL that PostgreSQL answers, from a view with the columns of an export', async () => {
    await using postgres = await startPostgres();
    await using store = await openStoreAt(postgres.address('outrigger'));
    const until = Date.now() - 1000;
    await store.store({ observations: MIXED.map((each) => ({ ...each, from: until, until })) });
    const [, sql = ''] = /```sql\n(.*?)```/s.exec(section) ?? [];
    expect(postgres.sql(sql).trim()).toBe('BackOff|10');
    const columns = postgres
      .sql("SELECT attname FROM pg_attribute WHERE attrelid = 'outrigger.events'::regclass AND attnum > 0")
      .trim()
      .split('\n');
    expect(columns.sort()).toEqual(['time', ...Object.keys(PARQUET_COLUMNS)].sort());
  });
});
