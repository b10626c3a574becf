import { afterAll, beforeAll, expect, test } from 'vitest';
import { clickHouseTables } from '../../../packages/events/src/store/clickhouse/clickhouse-tables.ts';
import { clickHousePage } from '../clickhouse-page.ts';
import { CHDB_PATIENCE, type Chdb, describeWithChdb, startChdb } from './start-chdb.ts';

describeWithChdb('the statements of docs/events/clickhouse.md', () => {
  let chdb: Chdb;
  beforeAll(async () => {
    chdb = await startChdb({ cluster: 'fleet' });
  }, CHDB_PATIENCE);
  afterAll(() => chdb[Symbol.asyncDispose](), CHDB_PATIENCE);
  const ask = async (sql: string, database = 'default', parameter = ''): Promise<string> => {
    const query = new URLSearchParams({
      database,
      ...(parameter && { param_text: parameter.replaceAll('\n', '\\n') }),
    });
    const response = await fetch(`${chdb.url}/?${query}`, { method: 'POST', body: sql });
    const text = await response.text();
    if (!response.ok) throw new Error(`${text}\n${sql}`);
    return text.trimEnd();
  };

  test('for a cluster are statements as they stand, and make tables where there is no Keeper to need', async () => {
    await ask('CREATE DATABASE fleet');
    for (const statement of clickHouseTables({ cluster: 'fleet' })) {
      expect(await ask('SELECT formatQuery({text:String})', 'default', statement)).toContain('ON CLUSTER fleet');
      const alone = statement
        .replace(' ON CLUSTER fleet', '')
        .replace(/Replicated(\w*MergeTree)\('[^']*', '[^']*'(?:, )?/, '$1(');
      await ask(alone, 'fleet');
    }
    const names = await ask("SELECT name, engine FROM system.tables WHERE database = 'fleet' ORDER BY name", 'fleet');
    expect(names.split('\n').map((line) => line.split('\t'))).toEqual([
      ['batches', 'MergeTree'],
      ['checkpoints', 'ReplacingMergeTree'],
      ['gaps', 'ReplacingMergeTree'],
      ['hour_counts', 'Distributed'],
      ['hour_counts_local', 'MergeTree'],
      ['hour_news', 'AggregatingMergeTree'],
      ['hour_news_view', 'MaterializedView'],
      ['hour_seals', 'ReplacingMergeTree'],
      ['incidents', 'ReplacingMergeTree'],
      ['observations', 'Distributed'],
      ['observations_local', 'ReplacingMergeTree'],
    ]);
  });

  test('for one server, and those beside them, run', async () => {
    await ask('CREATE DATABASE single');
    for (const statement of clickHouseTables()) await ask(statement, 'single');
    const [, ...blocks] = clickHousePage().split('```sql\n');
    const own = blocks.map((block) => block.split('\n```')[0] ?? '').filter((sql) => !sql.startsWith('CREATE'));
    expect(own).toHaveLength(2);
    for (const statement of own) await ask(statement, 'single');
  });
});
