import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { EventFilter } from '../event-store.ts';
import { someObservation } from '../testing/some-observation.ts';
import { dayReading } from './day-reading.ts';
import { DAY, TEN, tablesOf } from './day-tables.ts';
import { findTens } from './find-tens.ts';
import { openSqliteStore } from './open-sqlite-store.ts';

const MIDNIGHT = Date.UTC(2026, 10, 20);
const ROWS = 4200;

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'events-'));
  const store = openSqliteStore(join(folder, 'events.db'));
  if ('unusable' in store) throw new Error(store.unusable);
  // All over the day; of one reason at noon only, of one workload in the last minute.
  const observations = Array.from({ length: ROWS }, (_, nth) => {
    const app = nth === ROWS - 1 ? 'last' : 'web';
    return someObservation({
      id: `${nth}`,
      until: MIDNIGHT + Math.floor((nth / ROWS) * DAY),
      reason: nth === ROWS / 2 ? 'Noon' : 'BackOff',
      metadata: {
        workload: { kind: 'Deployment', namespace: 'shop', name: app },
        node: `node-${nth < 100 ? 1 : 2}`,
        zone: undefined,
        image: undefined,
        revision: undefined,
        labels: {},
      },
    });
  });
  await store.store({ observations });
  await store[Symbol.asyncDispose]();
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

const NOON = DAY / TEN / 2;
const LAST = DAY / TEN - 1;

test.each<readonly [string, EventFilter, readonly number[]]>([
  ['a reason of one moment', { reasons: ['Noon'] }, [NOON]],
  ['a workload of one moment', { workloads: ['Deployment/shop/last'] }, [LAST]],
  ['a node of the first minutes', { nodes: ['node-1'] }, [0, 1, 2, 3]],
  ['a node and a reason that do not meet', { nodes: ['node-1'], reasons: ['Noon'] }, []],
  ['what is not there', { reasons: ['None'] }, []],
  ['anything', {}, Array.from({ length: LAST + 1 }, (_, ten) => ten)],
  ['what is not counted', { names: ['web'] }, Array.from({ length: LAST + 1 }, (_, ten) => ten)],
])('%s is looked for where it is counted', (_, filter, wanted) => {
  const { DatabaseSync } = process.getBuiltinModule('node:sqlite');
  const database = new DatabaseSync(join(folder, 'events.db'));
  const mayBeIn = findTens(dayReading(database), tablesOf(MIDNIGHT / DAY), filter);
  const tens = Array.from({ length: DAY / TEN }, (_, ten) => ten);
  const found = tens.filter((ten) => mayBeIn(MIDNIGHT + ten * TEN, MIDNIGHT + ten * TEN + TEN - 1));
  database.close();
  expect(found).toEqual(wanted);
});
