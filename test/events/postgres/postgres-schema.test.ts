import { openPostgresStore } from '@outrigger/events';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { someObservation } from '../../../packages/events/src/store/testing/some-observation.ts';
import { MIXED } from '../../../packages/events/src/store/testing/store-cases.ts';
import { describeWithPostgres, openStoreAt, type Postgres, startPostgres } from './start-postgres.ts';

describeWithPostgres('the schema of a store in PostgreSQL', () => {
  let postgres: Postgres;
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres[Symbol.asyncDispose]());

  test('is made once by several that open it at the same time', async () => {
    const stores = await Promise.all(Array.from({ length: 4 }, () => openStoreAt(postgres.address('made'))));
    await Promise.all(stores.map((store, n) => store.store({ observations: [someObservation({ id: `n${n}` })] })));
    expect(postgres.sql('SELECT version FROM made.schema_versions').trim()).toBe('1');
    expect(postgres.sql('SELECT count(*) FROM made.events').trim()).toBe('4');
    for (const each of stores) await each[Symbol.asyncDispose]();
  });

  test('of a newer version is refused with a reason', async () => {
    await (await openStoreAt(postgres.address('newer')))[Symbol.asyncDispose]();
    postgres.sql('INSERT INTO newer.schema_versions (version) VALUES (99)');
    expect(await openPostgresStore(postgres.address('newer'))).toEqual({
      unusable: expect.stringContaining('has version 99'),
      isAway: false,
    });
  });

  test('is read by one who may only read', async () => {
    await using store = await openStoreAt(postgres.address('readable'));
    await store.store({ observations: MIXED });
    postgres.sql(`CREATE ROLE reader LOGIN; GRANT USAGE ON SCHEMA readable TO reader;
      GRANT SELECT ON ALL TABLES IN SCHEMA readable TO reader`);
    const address = postgres.address('readable').replace('postgres@', 'reader@');
    await using reader = await openStoreAt(address);
    expect((await reader.query({}, { limit: 10 })).items).toHaveLength(4);
    await expect(reader.store({ observations: MIXED, checkpoints: { a: 1 } })).rejects.toThrow('permission denied');
    // Nor may that one make a schema.
    const other = await openPostgresStore(address.replace('schema=readable', 'schema=another'));
    expect(other).toMatchObject({ unusable: expect.stringContaining('permission denied'), isAway: false });
  });

  test('has a view in which analysts find whole events', async () => {
    await using store = await openStoreAt(postgres.address('viewed'));
    await store.store({ observations: MIXED });
    const sql = `SELECT reason, sum(occurrences), min(event_name), min(event_uid) FROM viewed.events
      WHERE severity = 'error' AND labels::jsonb ->> 'team' = 'shop' GROUP BY reason`;
    const [observation] = MIXED;
    expect(postgres.sql(sql).trim()).toBe(`BackOff|10|${observation?.event.name}|${observation?.event.uid}`);
  });

  test('is reached by TLS, with a certificate that is vouched for and has the right name', async () => {
    const at = (host: string, mode: string, file = '') =>
      `${postgres.remote('tls').replace('127.0.0.1', host)}&sslmode=${mode}${file && `&sslrootcert=${encodeURIComponent(file)}`}`;
    await using store = await openStoreAt(at('localhost', 'verify-full', postgres.certificate));
    await store.store({ observations: MIXED });
    expect(
      postgres
        .sql(
          "SELECT count(*) > 0, bool_and(ssl) FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE application_name = 'outrigger-events' AND client_addr IS NOT NULL",
        )
        .trim(),
    ).toBe('t|t');
    await (await openStoreAt(at('127.0.0.1', 'verify-ca', postgres.certificate)))[Symbol.asyncDispose]();
    await (await openStoreAt(at('127.0.0.1', 'require')))[Symbol.asyncDispose]();
    expect(await openPostgresStore(at('127.0.0.1', 'verify-full', postgres.certificate))).toMatchObject({
      unusable: expect.stringMatching(/does not match certificate/),
    });
    expect(await openPostgresStore(at('localhost', 'verify-full'))).toMatchObject({
      unusable: expect.stringMatching(/self-signed certificate/),
    });
    expect(await openPostgresStore(at('localhost', 'verify-full', '/nowhere'))).toEqual({
      unusable: '/nowhere cannot be read: ENOENT',
      isAway: false,
    });
  });
});
