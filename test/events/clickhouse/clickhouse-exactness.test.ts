import { type EventStore, openClickHouseStore, type StoreBatch, Superseded } from '@outrigger/events';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { someObservation } from '../../../packages/events/src/store/testing/some-observation.ts';
import { type Fault, faultyProxy } from './faulty-proxy.ts';
import { CHDB_PATIENCE, type Chdb, describeWithChdb, startChdb } from './start-chdb.ts';

const NOON = Date.UTC(2026, 10, 20, 12);
const HOUR = 3_600_000;

describeWithChdb('what a store in ClickHouse promises without transactions', () => {
  let chdb: Chdb;
  beforeAll(async () => {
    chdb = await startChdb();
  }, CHDB_PATIENCE);
  afterAll(() => chdb[Symbol.asyncDispose](), CHDB_PATIENCE);

  let database = 0;
  beforeEach(() => {
    database++;
  });
  const open = async (url = chdb.url, quietMs = 600_000): Promise<EventStore> => {
    const store = await openClickHouseStore(`${url.replace('http:', 'clickhouse:')}/exact_${database}`, {
      everyMs: 0,
      quietMs,
    });
    if ('unusable' in store) throw new Error(store.unusable);
    return store;
  };
  const kept = async (store: EventStore): Promise<unknown> => ({
    checkpoint: await store.checkpoint('main'),
    ids: (await store.query({}, { limit: 100 })).items.map(({ id }) => id).sort(),
    incidents: (await store.incidents({}, { limit: 100 })).items.map(({ id }) => id),
    gaps: (await store.gaps({})).length,
  });

  const first: StoreBatch = { observations: [someObservation({ id: 'a' })], checkpoints: { main: 1 } };
  /** Of two days, so that no single insert could hold it. */
  const second: StoreBatch = {
    observations: [
      someObservation({ id: 'b', until: NOON }),
      someObservation({ id: 'c', until: NOON - 30 * HOUR }),
      someObservation({ id: 'd', until: NOON }),
    ],
    gaps: [{ cluster: 'main', from: NOON, until: NOON, why: 'shed', lost: 1 }],
    checkpoints: { main: 2 },
  };
  const before = { checkpoint: 1, ids: ['a'], incidents: [], gaps: 0 };
  const after = { checkpoint: 2, ids: ['a', 'b', 'c', 'd'], incidents: [], gaps: 1 };

  test.each([
    ['request-lost', second],
    ['answer-lost', second],
    ['request-lost', { ...second, expects: { main: 1 } }],
    ['answer-lost', { ...second, expects: { main: 1 } }],
  ] satisfies readonly (readonly [Fault, StoreBatch])[])(
    'whichever request is the last (%s), the batch is there with its checkpoint or not at all; and once when it is tried again',
    async (fault, batch) => {
      let seen = 0;
      for (let n = 0; ; n++) {
        database++;
        await using proxy = await faultyProxy(chdb.url);
        await using writer = await open(proxy.url);
        await writer.store(first);
        proxy.failFrom(n, fault);
        const outcome = await writer.store(batch).then(
          () => 'written',
          () => 'failed',
        );
        proxy.mend();
        await using other = await open();
        const found = await kept(other);
        expect([before, after]).toContainEqual(found);
        if (outcome === 'written') {
          expect(found).toEqual(after);
          // Nothing was lost any more: all its requests have had their turn.
          expect(seen).toBeGreaterThanOrEqual(4);
          return;
        }
        seen++;
        await writer.store(batch);
        expect(await kept(other)).toEqual(after);
      }
    },
    120_000,
  );

  test('what the server had acknowledged is there after it was killed', async () => {
    await using store = await open();
    await store.store(first);
    await store.store(second);
    await chdb.restart();
    await using again = await open();
    expect(await kept(again)).toEqual(after);
  });

  test('of several that go on from one checkpoint at the same time one does, each time', async () => {
    const stores = [await open(), await open(), await open()];
    let standing: unknown = null;
    for (let round = 0; round < 5; round++) {
      const outcomes = await Promise.allSettled(
        stores.map((store, n) =>
          store.store({
            observations: [someObservation({ id: `${round}.${n}` })],
            checkpoints: { main: { round, n } },
            expects: { main: standing },
          }),
        ),
      );
      const winners = outcomes.flatMap(({ status }, n) => (status === 'fulfilled' ? [n] : []));
      expect(winners).toHaveLength(1);
      for (const each of outcomes) if (each.status === 'rejected') expect(each.reason).toBeInstanceOf(Superseded);
      standing = { round, n: winners[0] };
    }
    const [store = await open()] = stores;
    expect((await store.query({}, { limit: 100 })).items).toHaveLength(5);
    for (const each of stores) await each[Symbol.asyncDispose]();
  });

  test('counts are those of the rows, whether their hours are counted, were written to since, or have lost rows', async () => {
    await using counting = await open(chdb.url, 0);
    // It counts no hours by itself.
    await using plain = await open(chdb.url);
    const answer = async (groupBy: readonly ('reason' | 'severity')[] = ['reason']) =>
      (
        await counting.aggregate({
          filter: { from: NOON - 20 * HOUR, until: NOON + HOUR },
          groupBy,
          windowMs: HOUR,
          metrics: ['count', 'first', 'last', 'rate'],
        })
      ).map(({ windowStart, count, first, last, rate }) => [windowStart, count, first, last, rate]);
    const all = Array.from({ length: 50 }, (_, n) => someObservation({ id: `n${n}`, until: NOON - n * 1_000_000 }));
    await counting.store({ observations: all });
    const whole = await answer();
    expect(whole.reduce((sum, [, count = 0]) => sum + count, 0)).toBe(50);
    // The same once more, by somebody else.
    await plain.store({ observations: all });
    expect(await answer()).toEqual(whole);
    await plain.store({ observations: [someObservation({ id: 'late', until: NOON - 5 * HOUR, count: 7 })] });
    expect((await answer()).reduce((sum, [, count = 0]) => sum + count, 0)).toBe(57);
    expect(await plain.retain({ maxAgeMs: 4 * HOUR }, NOON)).toBe(36);
    expect((await answer()).reduce((sum, [, count = 0]) => sum + count, 0)).toBe(15);
  });

  test('a question about months of counted hours is no longer than a server takes', async () => {
    await using store = await open(chdb.url, 0);
    const all = Array.from({ length: 2500 }, (_, n) => someObservation({ id: `n${n}`, until: NOON - n * HOUR }));
    await store.store({ observations: all });
    // A thousand hours are counted at a time.
    await store.store({ observations: [] });
    await store.store({ observations: [] });
    const counted = await fetch(chdb.url, {
      method: 'POST',
      body: `SELECT count() FROM exact_${database}.hour_counts`,
    });
    expect(await counted.text()).toBe('2500\n');
    const [row] = await store.aggregate({ filter: {}, groupBy: ['reason'], metrics: ['count', 'first', 'last'] });
    expect(row).toEqual({ group: { reason: 'BackOff' }, count: 2500, first: NOON - 2499 * HOUR, last: NOON });
  });
});
