import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteStore } from '@outrigger/events';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { someObservation } from '../../../packages/events/src/store/testing/some-observation.ts';
import { INCIDENT, SHAPES } from '../../../packages/events/src/store/testing/store-cases.ts';
import { runMain } from '../../command/run-main.ts';
import { CHDB_PATIENCE, type Chdb, describeWithChdb, startChdb } from './start-chdb.ts';

describeWithChdb('an export in Parquet, read by ClickHouse', () => {
  const folder = mkdtempSync(join(tmpdir(), 'outrigger-parquet-'));
  const file = join(folder, 'events.parquet');
  // Years that its times cannot say stay away; what is no text in UTF-8 is in the column "exact".
  const observations = SHAPES.filter(([name]) => !/year 1|far future|half a character/.test(name)).map(([, said], n) =>
    someObservation({ ...said, id: `shape-${n}`, count: (said.count ?? 1) + n }),
  );
  let chdb: Chdb;
  beforeAll(async () => {
    chdb = await startChdb();
    const store = openSqliteStore(join(folder, 'events.sqlite'));
    if ('unusable' in store) throw new Error(store.unusable);
    await store.store({ observations, incidents: [INCIDENT] });
    await store[Symbol.asyncDispose]();
    const run = await runMain([
      'events',
      'export',
      '--store',
      join(folder, 'events.sqlite'),
      '-o',
      'parquet',
      '--to',
      file,
    ]);
    expect(run).toMatchObject({ exitCode: 0 });
  }, CHDB_PATIENCE);
  afterAll(async () => {
    await chdb[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true });
  }, CHDB_PATIENCE);
  const ask = async (sql: string): Promise<readonly Readonly<Record<string, unknown>>[]> => {
    const response = await fetch(chdb.url, { method: 'POST', body: `${sql} FORMAT JSONEachRow` });
    const text = await response.text();
    expect(response.status, text).toBe(200);
    return text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
  };

  test('has a row for each observation, and in each column what the observation says', async () => {
    const rows = await ask(
      `SELECT id, toUnixTimestamp64Milli(ended) AS ended, toUnixTimestamp64Milli(started) AS started, occurrences, reason, message, namespace, name,
       severity, workload, is_enriched, JSONExtractString(labels, 'team') AS team, template FROM file('${file}', Parquet) ORDER BY id`,
    );
    const wanted = observations
      .map(({ id, from, until, count, reason, message, about, class: meaning, metadata, template }) => ({
        id,
        ended: until,
        started: from,
        occurrences: count,
        reason,
        message,
        namespace: about.namespace,
        name: about.name,
        severity: meaning?.severity ?? '',
        workload: metadata?.workload ? 'Deployment/shop/web' : '',
        is_enriched: metadata !== undefined,
        team: metadata?.labels.team ?? '',
        template: template?.id ?? '',
      }))
      .sort((a, b) => (a.id < b.id ? -1 : 1));
    expect(rows).toEqual(wanted);
  });

  test('has the types that docs/events/storage.md names', async () => {
    const types = await ask(`DESCRIBE file('${file}', Parquet)`);
    const named = new Map(types.map(({ name, type }) => [name, String(type).replace(/^Nullable\((.*)\)$/, '$1')]));
    expect([named.get('ended'), named.get('occurrences'), named.get('is_censored'), named.get('message')]).toEqual([
      "DateTime64(3, 'UTC')",
      'Int64',
      'Bool',
      'String',
    ]);
  });
});
