import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Incident } from '../../incident.ts';
import type { Gap, Observation } from '../../observation.ts';
import type { EventFilter, EventStore, Page } from '../event-store.ts';
import { BadCursor } from '../page-cursor.ts';
import { Superseded } from '../superseded.ts';
import { someObservation } from './some-observation.ts';
import { FILTERS, HOUR, INCIDENT, MEANING, MIXED, NOON, SHAPES } from './store-cases.ts';

/** What every engine has to do. Its own tests say how it is opened; `open` gives the same store again where it lasts. */
export function describeStore(name: string, open: () => Promise<EventStore>, lasts: boolean): void {
  describe(name, () => {
    let store: EventStore;
    beforeEach(async () => {
      store = await open();
    });
    afterEach(() => store[Symbol.asyncDispose]());

    const put = (...observations: readonly Observation[]) => store.store({ observations });
    const find = async (filter: EventFilter, page: Partial<Page> = {}) =>
      (await store.query(filter, { limit: 100, ...page })).items;
    const idsOf = async (filter: EventFilter, page: Partial<Page> = {}) =>
      (await find(filter, page)).map(({ id }) => id);

    test.each(SHAPES)('an observation comes back as it was given: %s', async (_, said) => {
      const given = someObservation(said);
      await put(given);
      expect(await find({})).toEqual([given]);
    });

    test('an observation whose id is there already is not written again, in the same batch neither', async () => {
      const given = someObservation();
      await put(given, given);
      await put({ ...given, seenAt: given.seenAt + 60_000 }, someObservation({ id: 'other' }));
      expect(await find({})).toEqual(
        [someObservation({ id: 'other' }), given].toSorted((a, b) => (a.id < b.id ? 1 : -1)),
      );
      const [row] = await store.aggregate({ filter: {}, groupBy: [], metrics: ['count'] });
      expect(row?.count).toBe(2);
    });

    test('pages follow each other without a gap or a repeat, newest and oldest first, over days and equal times', async () => {
      const all = Array.from({ length: 57 }, (_, n) =>
        someObservation({ id: `id-${n}`, until: NOON - Math.floor(n / 3) * 5 * HOUR, reason: n % 2 ? 'Odd' : 'Even' }),
      );
      await put(...all);
      for (const order of ['newest', 'oldest'] as const) {
        const seen: Observation[] = [];
        let cursor: string | undefined;
        do {
          const page = await store.query({}, { limit: 10, order, ...(cursor !== undefined && { cursor }) });
          expect(page.items.length).toBe(Math.min(10, 57 - seen.length));
          seen.push(...page.items);
          cursor = page.cursor;
        } while (cursor !== undefined);
        expect(seen.map(({ id }) => id).toSorted()).toEqual(all.map(({ id }) => id).toSorted());
        const times = seen.map(({ until }) => (order === 'newest' ? -until : until));
        expect(times).toEqual(times.toSorted((a, b) => a - b));
      }
      const odd = await store.query({ reasons: ['Odd'] }, { limit: 28 });
      expect([odd.items.length, odd.cursor]).toEqual([28, undefined]);
    });

    test.each(['newest', 'oldest'] as const)(
      'a page of a part of a day has what is in it, the %s first',
      async (order) => {
        const all = Array.from({ length: 400 }, (_, n) =>
          someObservation({ id: `id-${n}`, until: NOON - 12 * HOUR + n * 200_000, reason: n % 2 ? 'Odd' : 'Even' }),
        );
        await put(...all);
        const from = NOON - 7 * HOUR + 1234;
        const until = NOON + 3 * HOUR + 1234;
        const wanted = all.filter((each) => each.reason === 'Odd' && each.until >= from && each.until < until);
        const sorted = order === 'newest' ? wanted.toReversed() : wanted;
        for (const limit of [3, 20, 1000]) {
          expect(await idsOf({ reasons: ['Odd'], from, until }, { limit, order })).toEqual(
            sorted.slice(0, limit).map(({ id }) => id),
          );
        }
      },
    );

    test('a cursor that no page gave is refused as such', async () => {
      await expect(store.query({}, { limit: 1, cursor: 'nonsense' })).rejects.toThrow(BadCursor);
    });

    test.each(FILTERS)('found are those that %s', async (_, filter, wanted) => {
      await put(...MIXED);
      expect((await idsOf(filter)).toSorted()).toEqual([...wanted]);
    });

    test('occurrences are counted, not rows, by any of the keys', async () => {
      await put(...MIXED);
      const count = async (groupBy: Parameters<EventStore['aggregate']>[0]['groupBy']) =>
        (await store.aggregate({ filter: {}, groupBy, metrics: ['count'] })).map(({ group, count }) => [
          Object.values(group).join(' '),
          count,
        ]);
      expect(await count([])).toEqual([['', 16]]);
      expect(await count(['reason'])).toEqual([
        ['BackOff', 10],
        ['Pulled', 3],
        ['NodeNotReady', 2],
        ['<b>&\u0000', 1],
      ]);
      expect(await count(['namespace', 'severity'])).toEqual([
        ['shop error', 10],
        ['shop debug', 3],
        [' critical', 2],
        ['bad ', 1],
      ]);
      expect(await count(['workload'])).toEqual([
        ['Deployment/shop/web', 14],
        ['', 2],
      ]);
      expect(await count(['cluster', 'kind', 'node', 'category', 'type', 'template'])).toContainEqual([
        'edge Node node-9 node Normal t1',
        2,
      ]);
    });

    test('an aggregate has rate, distinct objects, first, last and the 95th percentile of durations', async () => {
      await put(
        ...Array.from({ length: 20 }, (_, n) =>
          someObservation({ id: `n${n}`, from: NOON - n * 1000, until: NOON, about: { name: `pod-${n % 4}` } }),
        ),
      );
      const filter = { from: NOON - HOUR, until: NOON + HOUR };
      const metrics = ['count', 'rate', 'objects', 'first', 'last', 'p95Duration'] as const;
      expect(await store.aggregate({ filter, groupBy: ['reason'], metrics })).toEqual([
        {
          group: { reason: 'BackOff' },
          count: 20,
          rate: 20 / 120,
          objects: 4,
          first: NOON - 19_000,
          last: NOON,
          p95Duration: 18_000,
        },
      ]);
    });

    test.each([HOUR, 7 * 60_000, 24 * HOUR])(
      'counts by intervals of %d ms are those of the single rows',
      async (windowMs) => {
        const all = Array.from({ length: 200 }, (_, n) =>
          someObservation({ id: `n${n}`, until: NOON - n * 1_234_567, count: 1 + (n % 5), reason: n % 3 ? 'A' : 'B' }),
        );
        await put(...all);
        const from = NOON - 40 * HOUR - 1234;
        const until = NOON - 3 * HOUR + 77;
        const expected = new Map<string, number>();
        for (const each of all.filter((one) => one.until >= from && one.until < until)) {
          const key = `${Math.floor(each.until / windowMs) * windowMs} ${each.reason}`;
          expected.set(key, (expected.get(key) ?? 0) + each.count);
        }
        const rows = await store.aggregate({
          filter: { from, until },
          groupBy: ['reason'],
          windowMs,
          metrics: ['count'],
        });
        expect(new Map(rows.map((row) => [`${row.windowStart} ${row.group.reason}`, row.count]))).toEqual(expected);
        const starts = rows.map((row) => row.windowStart ?? 0);
        expect(starts).toEqual(starts.toSorted((a, b) => a - b));
      },
    );

    test('the greatest groups come first, no more than asked for', async () => {
      await put(...MIXED);
      const rows = await store.aggregate({ filter: {}, groupBy: ['reason'], metrics: ['count'], limit: 2 });
      expect(rows.map(({ group }) => group.reason)).toEqual(['BackOff', 'Pulled']);
    });

    test('an incident is kept whole, and anew when it has changed', async () => {
      await store.store({
        observations: [],
        incidents: [INCIDENT, { ...INCIDENT, id: 'i2', from: NOON, until: NOON }],
      });
      const resolved: Incident = { ...INCIDENT, state: 'resolved', occurrences: 9 };
      await store.store({ observations: [], incidents: [resolved] });
      const find = async (filter: Parameters<EventStore['incidents']>[0]) =>
        (await store.incidents(filter, { limit: 10 })).items.map(({ id }) => id);
      expect((await store.incidents({ ids: ['i1'] }, { limit: 10 })).items).toEqual([resolved]);
      expect(await find({})).toEqual(['i2', 'i1']);
      expect(await find({ states: ['open'] })).toEqual(['i2']);
      expect(await find({ until: NOON })).toEqual(['i1']);
      expect(await find({ namespaces: ['shop'], severity: 'error' })).toEqual(['i2', 'i1']);
      expect(await find({ namespaces: ['none'] })).toEqual([]);
      expect(await find({ clusters: ['other'] })).toEqual([]);
      const first = await store.incidents({}, { limit: 1 });
      const second = await store.incidents(
        {},
        { limit: 1, ...(first.cursor !== undefined && { cursor: first.cursor }) },
      );
      expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(['i2', 'i1']);
      expect(second.cursor).toBeUndefined();
    });

    test('gaps are rows too', async () => {
      const gaps: readonly Gap[] = [
        { cluster: 'main', from: NOON, until: NOON + HOUR, why: 'shed', lost: 7 },
        { cluster: 'main', from: NOON - 5 * HOUR, until: NOON - 4 * HOUR, why: 'expired', lost: undefined },
      ];
      await store.store({ observations: [], gaps });
      expect(await store.gaps({})).toEqual(gaps.toReversed());
      expect(await store.gaps({ from: NOON })).toEqual([gaps[0]]);
    });

    test('a checkpoint is the one that was stored last', async () => {
      expect(await store.checkpoint('main')).toBeUndefined();
      await store.store({ observations: [someObservation()], checkpoints: { main: { rv: '1' }, other: [1] } });
      await store.store({ observations: [], checkpoints: { main: { rv: '2' } } });
      expect([await store.checkpoint('main'), await store.checkpoint('other')]).toEqual([{ rv: '2' }, [1]]);
    });

    test('a batch that cannot be written leaves nothing, its checkpoint neither', async () => {
      await store.store({ observations: [], checkpoints: { main: 1 } });
      await expect(
        // No JSON.
        store.store({ observations: [someObservation({ id: 'a' })], checkpoints: { main: 2n } }),
      ).rejects.toThrow();
      expect([await store.checkpoint('main'), await idsOf({})]).toEqual([1, []]);
      await put(someObservation({ id: 'a' }));
      expect(await find({})).toEqual([someObservation({ id: 'a' })]);
    });

    test('what is too old goes, by the ages of its severity and namespace; the counts go along', async () => {
      const old = NOON - 50 * HOUR;
      const debug = { ...MEANING, severity: 'debug' as const };
      await put(
        someObservation({ id: 'fresh', until: NOON - HOUR }),
        someObservation({ id: 'fresh-debug', until: NOON - 3 * HOUR, class: debug }),
        someObservation({ id: 'old', until: old }),
        someObservation({ id: 'old-kept', until: old, about: { namespace: 'audit' } }),
        someObservation({ id: 'older', until: old - 30 * HOUR }),
      );
      const exceptions = [
        { namespaces: ['audit'], maxAgeMs: 500 * HOUR },
        { severities: ['debug' as const], maxAgeMs: 2 * HOUR },
      ];
      expect(await store.retain({ maxAgeMs: 24 * HOUR, exceptions }, NOON)).toBe(3);
      expect(await idsOf({})).toEqual(['fresh', 'old-kept']);
      const [row] = await store.aggregate({ filter: {}, groupBy: [], metrics: ['count'] });
      expect(row?.count).toBe(2);
      expect(await store.retain({ maxAgeMs: 24 * HOUR, exceptions }, NOON)).toBe(0);
    });

    test('of two writers who stand on one checkpoint the second writes nothing, and hears why', async ({ skip }) => {
      skip(!store.capabilities.fences, 'this engine has one writer for each shard');
      const batchOf = (id: string, expected: unknown, next: unknown) => ({
        observations: [someObservation({ id })],
        checkpoints: { main: next },
        expects: { main: expected },
      });
      await store.store(batchOf('a', null, { rv: '1', n: undefined }));
      await expect(store.store(batchOf('b', null, { rv: '2' }))).rejects.toThrow(Superseded);
      await store.store(batchOf('c', { rv: '1', n: undefined }, { rv: '3' }));
      await expect(store.store(batchOf('d', { rv: '1' }, { rv: '4' }))).rejects.toThrow(Superseded);
      expect([(await idsOf({})).toSorted(), await store.checkpoint('main')]).toEqual([['a', 'c'], { rv: '3' }]);
    });

    test.runIf(lasts)('all of it is there when the store is opened again, and is not written again', async () => {
      await store.store({ observations: MIXED, incidents: [INCIDENT], checkpoints: { main: { rv: '7' } } });
      const before = await find({});
      await store[Symbol.asyncDispose]();
      store = await open();
      expect(await find({})).toEqual(before);
      expect(await store.checkpoint('main')).toEqual({ rv: '7' });
      await store.store({ observations: MIXED });
      expect(await find({})).toEqual(before);
      expect(await store.size()).toBeGreaterThan(0);
    });
  });
}
