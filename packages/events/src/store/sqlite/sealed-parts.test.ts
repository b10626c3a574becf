import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Observation } from '../../observation.ts';
import type { AggregateQuery, EventFilter, EventStore } from '../event-store.ts';
import { createMemoryStore } from '../memory-store.ts';
import { someObservation } from '../testing/some-observation.ts';
import { openSqliteStore } from './open-sqlite-store.ts';

// More rows than one part holds, some of them late, in batches of all sizes: what is asked of the file and of the memory is the same.
const MINUTE = 60_000;
const NOON = Date.UTC(2026, 10, 20, 12);
const ROWS = 20_000;

let folder: string;
let file: EventStore;
const memory = createMemoryStore();
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'events-'));
  file = opened();
  let at = 0;
  for (let batch = 0; at < ROWS; batch++) {
    const size = [1, 3, 40, 700, 5000, 9000][batch % 6] ?? 1;
    const observations = Array.from({ length: Math.min(size, ROWS - at) }, (_, nth) => observationOf(at + nth));
    at += size;
    await file.store({ observations });
    await memory.store({ observations });
    // What was written is known again, whether it is sealed by now or not.
    if (batch % 7 === 0) await file.store({ observations });
    if (batch !== 20) continue;
    await file[Symbol.asyncDispose]();
    file = opened();
    await file.store({ observations });
  }
}, 60_000);
afterAll(async () => {
  await file[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

function opened(): EventStore {
  const store = openSqliteStore(join(folder, 'events.db'));
  if ('unusable' in store) throw new Error(store.unusable);
  return store;
}

function observationOf(nth: number): Observation {
  const until = NOON + nth * 400 - (nth % 50 === 0 ? 70 * MINUTE : 0);
  const name = `web-${nth % 977}`;
  const reason = nth % 5000 === 17 ? 'Rare' : nth % 3 === 0 ? 'BackOff' : 'Unhealthy';
  return someObservation({
    id: `${nth.toString(16).padStart(8, '0')}-0000-4000-8000-000000000000:1`,
    from: until - (nth % 90) * 1000,
    until,
    count: 1 + (nth % 4),
    reason,
    message: `Back-off restarting failed container k${nth % 13} in pod ${name}_shop(${(0xa0000000 + nth).toString(16)})`,
    about: { name, namespace: `space-${nth % 7}` },
    metadata: {
      workload: nth % 11 === 0 ? undefined : { kind: 'Deployment', namespace: 'shop', name: `app-${nth % 40}` },
      node: `node-${nth % 17}`,
      zone: undefined,
      image: undefined,
      revision: undefined,
      labels: {},
    },
    ...(nth % 400 < 3 && { correlationId: `inc-${nth % 400}` }),
  });
}

const FILTERS: readonly (readonly [string, EventFilter])[] = [
  ['all', {}],
  ['of a rare reason', { reasons: ['Rare'] }],
  ['of a common reason in a part of the time', { reasons: ['BackOff'], from: NOON + MINUTE, until: NOON + 9 * MINUTE }],
  ['of one name', { names: ['web-5'] }],
  ['of an incident', { correlationId: 'inc-2' }],
  ['with a word of what varies', { text: 'shop K12' }],
  ['with a word of the template', { text: 'restarting k12', namespaces: ['space-3'] }],
  ['with a number that the index of words leaves out', { text: 'a0000a12' }],
  ['that were late', { until: NOON }],
  ['of a workload', { workloads: ['Deployment/shop/app-7'] }],
  [
    'of two nodes in a part of the time',
    { nodes: ['node-3', 'node-4'], from: NOON - 90 * MINUTE, until: NOON + 70 * MINUTE },
  ],
];

test.each(FILTERS)('pages of those %s', async (_, filter) => {
  for (const order of ['newest', 'oldest'] as const) {
    let cursors: readonly (string | undefined)[] = [undefined, undefined];
    for (let page = 0; page < 4; page++) {
      const [found, wanted] = await Promise.all(
        [file, memory].map((store, nth) =>
          store.query(filter, { limit: 30, order, ...(cursors[nth] !== undefined && { cursor: cursors[nth] }) }),
        ),
      );
      expect(found?.items).toEqual(wanted?.items);
      expect(found?.items.length).toBeGreaterThan(0);
      cursors = [found?.cursor, wanted?.cursor];
      if (cursors[0] === undefined) break;
    }
    expect(cursors[0] === undefined).toBe(cursors[1] === undefined);
  }
});

const QUESTIONS: readonly (readonly [string, Omit<AggregateQuery, 'filter'>])[] = [
  ['whole hours', { groupBy: ['reason'], metrics: ['count', 'first', 'last'] }],
  ['minutes', { groupBy: ['namespace'], windowMs: MINUTE, metrics: ['count'] }],
  ['template', { groupBy: ['template'], metrics: ['count', 'first', 'last'] }],
  ['workload', { groupBy: ['workload'], metrics: ['count', 'first', 'last', 'rate'] }],
  ['node and hour', { groupBy: ['node'], windowMs: 60 * MINUTE, metrics: ['count', 'first'] }],
  ['nothing, by hour', { groupBy: [], windowMs: 60 * MINUTE, metrics: ['count'] }],
  ['objects and durations', { groupBy: ['namespace', 'reason'], metrics: ['objects', 'p95Duration'] }],
];

test.each(QUESTIONS)('groups by %s', async (_, question) => {
  for (const [, filter] of FILTERS) {
    expect(await file.aggregate({ ...question, filter })).toEqual(await memory.aggregate({ ...question, filter }));
  }
});

test('a part of which some rows are too old keeps the others', async () => {
  const policy = { maxAgeMs: 30 * MINUTE };
  const now = NOON + 100 * MINUTE;
  const edge = NOON + 60 * MINUTE;
  const before = (await memory.query({}, { limit: ROWS })).items;
  expect(await file.retain(policy, now)).toBe(before.filter(({ until }) => until < edge).length);
  expect((await file.query({}, { limit: ROWS })).items).toEqual(before.filter(({ until }) => until >= edge));
  const [row] = await file.aggregate({ filter: {}, groupBy: [], metrics: ['objects'] });
  expect(row?.objects).toBeGreaterThan(900);
  for (const [, question] of QUESTIONS) {
    const filter = { until: NOON + 300 * MINUTE };
    const wanted = await memory.aggregate({ ...question, filter: { ...filter, from: edge } });
    expect(await file.aggregate({ ...question, filter: { ...filter, from: edge } })).toEqual(wanted);
    // What has gone is not counted, either.
    const counted = (await file.aggregate({ ...question, filter, metrics: ['count'] })).map(({ count }) => count);
    expect(counted.toSorted()).toEqual(
      (await memory.aggregate({ ...question, filter: { ...filter, from: edge }, metrics: ['count'] }))
        .map(({ count }) => count)
        .toSorted(),
    );
  }
});

test('what is kept for a shorter time goes by itself, and is counted no more', async () => {
  const policy = { exceptions: [{ namespaces: ['space-3', 'space-5'], maxAgeMs: 60 * MINUTE }] };
  const now = NOON + 180 * MINUTE;
  await memory.retain({ maxAgeMs: 120 * MINUTE }, now);
  const gone = await file.retain(policy, now);
  expect(gone).toBe(await memory.retain(policy, now));
  expect(gone).toBeGreaterThan(100);
  expect(await file.retain(policy, now)).toBe(0);
  expect((await file.query({}, { limit: ROWS })).items).toEqual((await memory.query({}, { limit: ROWS })).items);
  const question = {
    filter: {},
    groupBy: ['namespace'],
    windowMs: 10 * MINUTE,
    metrics: ['count', 'first', 'last'],
  } as const;
  expect(await file.aggregate(question)).toEqual(await memory.aggregate(question));
});
