import { openClickHouseStore } from '@outrigger/events';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readClickHouseAddress } from '../../../packages/events/src/store/clickhouse/clickhouse-address.ts';
import { someObservation } from '../../../packages/events/src/store/testing/some-observation.ts';
import { CHDB_PATIENCE, type Chdb, describeWithChdb, startChdb } from './start-chdb.ts';

const PLAIN = { database: 'outrigger', username: 'default', password: '', cluster: undefined, settings: {} };

test.each([
  ['clickhouse://ch', { ...PLAIN, url: 'http://ch:8123' }],
  ['clickhouse://ch/?secure=true', { ...PLAIN, url: 'https://ch:8443' }],
  ['clickhouse://[::1]:9999/events', { ...PLAIN, url: 'http://[::1]:9999', database: 'events' }],
  [
    'clickhouse://me:p%40ss@ch:1/x?cluster=fleet&max_threads=2',
    {
      url: 'http://ch:1',
      database: 'x',
      username: 'me',
      password: 'p@ss',
      cluster: 'fleet',
      settings: { max_threads: '2' },
    },
  ],
])('%s is an address', (text, expected) => {
  expect(readClickHouseAddress(text, {})).toEqual(expected);
});

test('user and password of the environment are taken where an address has none', () => {
  const env = { CLICKHOUSE_USER: 'events', CLICKHOUSE_PASSWORD: 'secret' };
  expect(readClickHouseAddress('clickhouse://ch', env)).toMatchObject({ username: 'events', password: 'secret' });
  expect(readClickHouseAddress('clickhouse://me:own@ch', env)).toMatchObject({ username: 'me', password: 'own' });
});

test.each([
  ['clickhouse', /is no address/],
  ['http://ch', /begins with http:/],
  ['clickhouse:///x', /names no host/],
  ['clickhouse://ch/a;DROP', /is no name/],
  ['clickhouse://ch/x?cluster=a b', /is no name/],
  ['clickhouse://ch/x?secure=yes', /true or false/],
  ['clickhouse://me:%zz@ch/x', /percent/],
])('%s is refused with a reason', (text, why) => {
  expect(readClickHouseAddress(text, {})).toEqual({ bad: expect.stringMatching(why) });
});

test('a server that is not there is said to be away, without the password', async () => {
  const outcome = await openClickHouseStore('clickhouse://me:secret@127.0.0.1:1/x');
  expect(outcome).toMatchObject({ isAway: true, unusable: expect.stringMatching(/ECONNREFUSED/) });
  expect(JSON.stringify(outcome)).not.toContain('secret');
});

describeWithChdb('a database in ClickHouse', () => {
  let chdb: Chdb;
  beforeAll(async () => {
    chdb = await startChdb();
  }, CHDB_PATIENCE);
  afterAll(() => chdb[Symbol.asyncDispose](), CHDB_PATIENCE);
  const addressOf = (path: string) => `${chdb.url.replace('http:', 'clickhouse:')}/${path}`;
  const command = async (sql: string) => {
    const response = await fetch(chdb.url, { method: 'POST', body: sql });
    expect(response.status, await response.text()).toBe(200);
  };

  test('with tables of somebody else is left alone', async () => {
    await command('CREATE DATABASE other');
    await command("CREATE TABLE other.observations (a Int32) ENGINE = MergeTree ORDER BY a COMMENT 'of a zoo'");
    expect(await openClickHouseStore(addressOf('other'))).toEqual({
      isAway: false,
      unusable: expect.stringMatching(/a table "observations" that is "of a zoo"/),
    });
  });

  test('gets the settings of the address; the server says what it does not know', async () => {
    expect(await openClickHouseStore(addressOf('settings?no_such_setting=1'))).toEqual({
      isAway: false,
      unusable: expect.stringMatching(/no_such_setting/),
    });
  });

  test('loses its oldest days until the rest fits', async () => {
    const store = await openClickHouseStore(addressOf('sized'), { everyMs: 0 });
    if ('unusable' in store) throw new Error(store.unusable);
    const DAY = 86_400_000;
    const NOON = Date.UTC(2026, 10, 20, 12);
    for (let day = 4; day >= 0; day--) {
      const observations = Array.from({ length: 1000 }, (_, n) =>
        someObservation({ id: `${day}.${n}`, until: NOON - day * DAY + n, message: `message ${n} of ${day}` }),
      );
      await store.store({ observations });
    }
    expect(await store.retain({ maxBytes: (await store.size()) * 0.5 }, NOON)).toBe(3000);
    const days = await store.aggregate({ filter: {}, groupBy: [], windowMs: DAY, metrics: ['count'] });
    expect(days.map(({ count }) => count)).toEqual([1000, 1000]);
    expect(await store.retain({ maxBytes: 1 }, NOON)).toBe(1000);
    expect((await store.query({}, { limit: 2000 })).items).toHaveLength(1000);
    await store[Symbol.asyncDispose]();
  });
});
