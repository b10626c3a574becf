import { type EventStore, type StoreBatch, Superseded } from '@outrigger/events';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { someObservation } from '../../../packages/events/src/store/testing/some-observation.ts';
import { INCIDENT } from '../../../packages/events/src/store/testing/store-cases.ts';
import { type Cut, cuttingProxy } from './cutting-proxy.ts';
import { describeWithPostgres, openStoreAt, type Postgres, startPostgres } from './start-postgres.ts';

const NOON = Date.UTC(2026, 10, 20, 12);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

describeWithPostgres('what a store in PostgreSQL promises', () => {
  let postgres: Postgres;
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres[Symbol.asyncDispose]());

  let nth = 0;
  beforeEach(() => {
    nth++;
  });
  const open = (): Promise<EventStore> => openStoreAt(postgres.remote(`exact_${nth}`));
  const partitions = (): readonly string[] =>
    postgres
      .sql(
        `SELECT inhrelid::regclass FROM pg_inherits WHERE inhparent = 'exact_${nth}.observations'::regclass ORDER BY 1`,
      )
      .trim()
      .split('\n');
  const kept = async (store: EventStore): Promise<unknown> => ({
    checkpoint: await store.checkpoint('main'),
    ids: (await store.query({}, { limit: 1000 })).items.map(({ id }) => id).sort(),
    incidents: (await store.incidents({}, { limit: 100 })).items.map(({ id }) => id),
    gaps: (await store.gaps({})).length,
    counted: (await store.aggregate({ filter: {}, groupBy: [], metrics: ['count'] }))[0]?.count,
  });

  const first: StoreBatch = { observations: [someObservation({ id: 'a' })], checkpoints: { main: 1 } };
  /** Of two days, one of them new. */
  const second: StoreBatch = {
    observations: [
      someObservation({ id: 'b', until: NOON, reason: 'Other' }),
      someObservation({ id: 'c', until: NOON - 30 * HOUR }),
      someObservation({ id: 'd', until: NOON }),
    ],
    incidents: [INCIDENT],
    gaps: [{ cluster: 'main', from: NOON, until: NOON, why: 'shed', lost: 1 }],
    checkpoints: { main: 2 },
  };
  const before = { checkpoint: 1, ids: ['a'], incidents: [], gaps: 0, counted: 1 };
  const after = { checkpoint: 2, ids: ['a', 'b', 'c', 'd'], incidents: ['i1'], gaps: 1, counted: 4 };

  test.each([
    ['request-lost', second],
    ['answer-lost', second],
    ['request-lost', { ...second, expects: { main: 1 } }],
    ['answer-lost', { ...second, expects: { main: 1 } }],
  ] satisfies readonly (readonly [Cut, StoreBatch])[])(
    'at whichever message the connection is cut (%s), the batch is there with its checkpoint or not at all; and once when it is tried again',
    async (cut, batch) => {
      for (let message = 0; ; message++) {
        nth += 100;
        await using proxy = await cuttingProxy(postgres.port);
        await using writer = await openStoreAt(
          postgres.remote(`exact_${nth}`).replace(`:${postgres.port}/`, `:${proxy.port}/`),
        );
        await writer.store(first);
        proxy.cutAt(message, cut);
        const outcome = await writer.store(batch).then(
          () => 'written',
          () => 'failed',
        );
        proxy.mend();
        await using other = await open();
        // Its session ends a moment after its connection.
        const found = await kept(other);
        expect([before, after]).toContainEqual(found);
        if (outcome === 'written') {
          expect(found).toEqual(after);
          // Nothing was cut any more: each of its messages has had its turn.
          expect(message).toBeGreaterThanOrEqual(10);
          return;
        }
        await writer.store(batch);
        expect(await kept(other)).toEqual(after);
      }
    },
    120_000,
  );

  test('what was acknowledged is there after the server was killed, and the same store goes on', async () => {
    await using store = await open();
    await store.store(first);
    await store.store(second);
    await postgres.kill();
    await expect(store.store({ observations: [someObservation({ id: 'e' })] })).rejects.toThrow();
    await postgres.restart();
    expect(await kept(store)).toEqual(after);
    await store.store({ observations: [someObservation({ id: 'e' })] });
    expect((await store.query({}, { limit: 10 })).items).toHaveLength(5);
  }, 60_000);

  test('of several that go on from one checkpoint at the same time one does, each time', async () => {
    const stores = [await open(), await open(), await open()];
    let standing: unknown = null;
    for (let round = 0; round < 10; round++) {
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
    expect((await store.query({}, { limit: 100 })).items).toHaveLength(10);
    for (const each of stores) await each[Symbol.asyncDispose]();
  });

  test('several that write the same at the same time, in other orders and batches, count it once', async () => {
    const all = Array.from({ length: 600 }, (_, n) =>
      someObservation({ id: `n${n}`, until: NOON - (n % 97) * HOUR, reason: `R${n % 7}`, count: 1 + (n % 3) }),
    );
    const stores = [await open(), await open(), await open(), await open()];
    await Promise.all(
      stores.map(async (store, n) => {
        const mine = n % 2 ? all.toReversed() : all;
        const size = 60 + n * 25;
        for (let start = 0; start < mine.length; start += size) {
          await store.store({ observations: mine.slice(start, start + size) });
        }
      }),
    );
    const [store = await open()] = stores;
    const sum = all.reduce((total, { count }) => total + count, 0);
    const counted = await store.aggregate({ filter: {}, groupBy: ['reason'], metrics: ['count'] });
    expect(counted.reduce((total, { count = 0 }) => total + count, 0)).toBe(sum);
    // From the rows, not from the counts by hour.
    const single = await store.aggregate({ filter: {}, groupBy: ['reason'], metrics: ['count', 'objects'] });
    expect(single.map(({ count }) => count)).toEqual(counted.map(({ count }) => count));
    expect((await store.query({}, { limit: 1000 })).items).toHaveLength(600);
    for (const each of stores) await each[Symbol.asyncDispose]();
  }, 60_000);

  test('a day of which nothing is kept is dropped as a table, also under a writer who remembers it', async () => {
    await using writer = await open();
    await using keeper = await open();
    const of = (days: number, id: string) => someObservation({ id, until: NOON - days * DAY, reason: `of ${id}` });
    await writer.store({ observations: [of(0, 'new'), of(3, 'old'), of(5, 'older')] });
    expect(partitions()).toHaveLength(3);
    expect(await keeper.retain({ maxAgeMs: 2 * DAY }, NOON)).toBe(2);
    expect(partitions()).toHaveLength(1);
    await writer.store({ observations: [of(3, 'late'), of(0, 'next')] });
    expect((await keeper.query({}, { limit: 10 })).items.map(({ id }) => id)).toEqual(['next', 'new', 'late']);
    // What it has in common with nothing that is left is gone, too, and comes again.
    await writer.store({ observations: [of(5, 'older')] });
    expect((await keeper.query({ reasons: ['of older'] }, { limit: 10 })).items).toEqual([of(5, 'older')]);
  });

  test('the oldest days go until the rest fits; the newest stays', async () => {
    await using store = await open();
    for (let day = 4; day >= 0; day--) {
      const observations = Array.from({ length: 1000 }, (_, n) =>
        someObservation({ id: `${day}.${n}`, until: NOON - day * DAY + n, message: `message ${n} of ${day}` }),
      );
      await store.store({ observations });
    }
    const size = await store.size();
    expect(await store.retain({ maxBytes: size * 0.6 }, NOON)).toBeGreaterThanOrEqual(2000);
    expect(await store.size()).toBeLessThan(size * 0.6);
    await store.retain({ maxBytes: 1 }, NOON);
    expect(partitions()).toHaveLength(1);
    expect(await store.aggregate({ filter: {}, groupBy: [], metrics: ['count'] })).toEqual([
      { group: {}, count: 1000 },
    ]);
  });
});
