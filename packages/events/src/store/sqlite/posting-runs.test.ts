import { expect, test } from 'vitest';
import { createDay, createMarks, type DayTables, tablesOf } from './day-tables.ts';
import { type Posting, packPostings, readPostings } from './pack-postings.ts';
import { addRun, countPieces, dropEmptyRuns, findPostings, lastKnownPart, partOf, placeOf } from './posting-runs.ts';

const { DatabaseSync } = process.getBuiltinModule('node:sqlite');
const ALL = [0, Number.MAX_SAFE_INTEGER] as const;

function aDay(): { readonly database: InstanceType<typeof DatabaseSync>; readonly tables: DayTables } {
  const database = new DatabaseSync(':memory:');
  database.exec('CREATE TABLE days (day INTEGER PRIMARY KEY)');
  const tables = tablesOf(20_000);
  createDay(database, tables);
  createMarks(database, tables);
  return { database, tables };
}

/** Some keys are in every part, some in a few, one in hundreds of rows of each. */
function postingsOf(part: number): readonly Posting[] {
  const rowsOf = (count: number): readonly number[] =>
    Array.from({ length: count }, (_, row) => placeOf(part, row * 2));
  return [
    [7, rowsOf(3)],
    [100 + (part % 5), rowsOf(1)],
    [2 ** 40, rowsOf(200)],
    [2 ** 49 + part, [placeOf(part, 8191)]],
  ];
}

const PARTS = 300;

test('what stands in hundreds of parts is found in a few runs, each place once and in order', () => {
  const { database, tables } = aDay();
  for (let part = 1; part <= PARTS; part++) addRun(database, tables, part, postingsOf(part));
  const { runs } = database.prepare(`SELECT count(*) AS runs FROM ${tables.run}`).get() as { readonly runs: number };
  expect(runs).toBe(1 + 2 + 12);
  expect(lastKnownPart(database, tables)).toBe(PARTS);
  const wanted = new Map<number, number[]>();
  for (let part = 1; part <= PARTS; part++)
    for (const [key, places] of postingsOf(part)) wanted.set(key, [...(wanted.get(key) ?? []), ...places]);
  for (const key of [7, 100, 104, 2 ** 40, 2 ** 49 + 17]) {
    const found = [...findPostings(database, tables, [key, key + 1])];
    expect(found.every(([each]) => each === key)).toBe(true);
    expect(found.flatMap(([, places]) => places)).toEqual(wanted.get(key));
  }
  expect([...findPostings(database, tables, [8, 100])]).toEqual([]);
  expect([...findPostings(database, tables, [101, 103])].map(([key]) => key)).toContain(102);
  expect(countPieces(database, tables, [2 ** 40, 2 ** 40 + 1])).toBeGreaterThan(countPieces(database, tables, [7, 8]));
});

test('runs of which no part is left are forgotten', () => {
  const { database, tables } = aDay();
  for (let part = 1; part <= 20; part++) addRun(database, tables, part, postingsOf(part));
  database.exec(`INSERT INTO ${tables.part} (id, first, last, rows, sealed) VALUES (17, 0, 0, 1, 1)`);
  dropEmptyRuns(database, tables);
  const parts = [...findPostings(database, tables, ALL)].flatMap(([, places]) =>
    places.map((place) => partOf(place).part),
  );
  expect(new Set(parts)).toEqual(new Set([17]));
});

test.each<readonly [string, readonly Posting[]]>([
  ['no places', []],
  ['one place', [[0, [0]]]],
  ['places far apart', [[5, [3, 2 ** 36, 2 ** 45]]]],
  [
    'keys far apart',
    [
      [1, [1]],
      [2 ** 50, [1, 2]],
    ],
  ],
  [
    'more of one key than a piece holds',
    [
      [3, Array.from({ length: 5000 }, (_, nth) => nth * 300)],
      [4, [1]],
    ],
  ],
])('%s are read as they were written', (_, postings) => {
  const pieces = [...packPostings(postings, 0)];
  for (const { bytes } of pieces) expect(bytes.length).toBeLessThan(4096 + 64);
  const read = pieces.flatMap((piece) => readPostings(piece, 0, ALL));
  for (const [key, places] of postings)
    expect(read.filter(([each]) => each === key).flatMap(([, some]) => some)).toEqual(places);
  expect(new Set(read.map(([key]) => key)).size).toBe(postings.length);
});
