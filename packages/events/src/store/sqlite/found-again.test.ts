import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import type { Observation } from '../../observation.ts';
import { someObservation } from '../testing/some-observation.ts';
import { DAY, tablesOf } from './day-tables.ts';
import { openSqliteStore } from './open-sqlite-store.ts';

const NOON = Date.UTC(2026, 10, 20, 12);
const GROUPS = 30;

test('a group that the writer has forgotten is found again, and has one row however often that happens', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'events-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'events.db');
  for (let round = 0; round < 4; round++) {
    // Who opens the file anew remembers nothing.
    await using store = opened(file);
    await store.store({ observations: Array.from({ length: GROUPS }, (_, nth) => observationOf(round, nth)) });
  }
  expect([rowsOf(file, 'groups'), rowsOf(file, 'counted')]).toEqual([GROUPS, GROUPS]);
  await using store = opened(file);
  const counts = await store.aggregate({ filter: {}, groupBy: ['namespace'], metrics: ['count'] });
  expect(counts.length).toBe(GROUPS);
  expect(new Set(counts.map(({ count }) => count))).toEqual(new Set([4]));
});

function observationOf(round: number, nth: number): Observation {
  const number = round * GROUPS + nth;
  return someObservation({
    id: `${number.toString(16).padStart(8, '0')}-0000-4000-8000-000000000000:1`,
    until: NOON + number * 1000,
    about: { name: `web-${nth}`, namespace: `space-${nth}` },
  });
}

function opened(file: string) {
  const store = openSqliteStore(file);
  if ('unusable' in store) throw new Error(store.unusable);
  return store;
}

function rowsOf(file: string, table: 'groups' | 'counted'): number {
  const database = new DatabaseSync(file, { readOnly: true });
  const name = tablesOf(Math.floor(NOON / DAY))[table];
  const row = database.prepare(`SELECT count(*) AS rows FROM ${name}`).get() as { readonly rows: number };
  database.close();
  return row.rows;
}
