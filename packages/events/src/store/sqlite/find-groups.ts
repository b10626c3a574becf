import type { EventFilter } from '../event-store.ts';
import { wantedValues } from '../wanted-values.ts';
import type { DayReading } from './day-reading.ts';
import { type DayTables, hashOf } from './day-tables.ts';

/** Groups by their numbers. */
export interface FoundGroups {
  readonly count: number;
  /** 1 at the number of each. */
  readonly isIn: Uint8Array;
}

/** Those of a day's groups, or of what rows are counted by, that a filter's conditions fit; undefined where it has none on them. */
export function findGroups(
  reading: DayReading,
  tables: DayTables,
  filter: EventFilter,
  table: string = tables.groups,
): FoundGroups | undefined {
  const conditions = wantedValues(filter).map(
    ([column, wanted]) => [column, textsOf(reading, tables, wanted)] as const,
  );
  const labels = Object.entries(filter.labels ?? {});
  const all = [
    ...conditions,
    ...labels.map(([key, value]) => ['place', placesOf(reading, tables, key, value)] as const),
  ];
  if (all.length === 0) return undefined;
  let isIn: Uint8Array | undefined;
  let count = 0;
  for (const [column, wanted] of all) {
    const texts = reading.columnOf(table, column);
    const fits = flagsOf(wanted);
    const before: Uint8Array = isIn ?? new Uint8Array(texts.length).fill(1, 1);
    isIn = before;
    count = 0;
    for (let id = 1; id < texts.length; id++) {
      if (before[id] !== 1) continue;
      const text = texts[id] ?? 0;
      // What lies behind the end of the flags is asked for slowly.
      if (text < fits.length && fits[text] === 1) count++;
      else before[id] = 0;
    }
  }
  return { count, isIn: isIn ?? new Uint8Array() };
}

/** 1 at each of some numbers. */
function flagsOf(numbers: Iterable<number>): Uint8Array {
  const all = [...numbers];
  const flags = new Uint8Array(all.reduce((most, each) => Math.max(most, each), 0) + 1);
  for (const each of all) flags[each] = 1;
  return flags;
}

/** The numbers of texts of a day. */
function textsOf({ database }: DayReading, { text }: DayTables, wanted: readonly string[]): ReadonlySet<number> {
  const found = database.prepare(
    `SELECT id FROM ${text} WHERE hash IN (SELECT value FROM json_each(?)) AND text IN (SELECT value FROM json_each(?))`,
  );
  return idsOf(found.all(JSON.stringify(wanted.map(hashOf)), JSON.stringify(wanted)));
}

/** What is written of places where a label has a value. */
function placesOf({ database }: DayReading, { text }: DayTables, key: string, value: string): ReadonlySet<number> {
  const found = database.prepare(
    `SELECT id FROM ${text} AS t WHERE CASE WHEN json_valid(t.text) THEN EXISTS (
       SELECT 1 FROM json_each(t.text, '$[3]') WHERE key = ? AND value = ?) END`,
  );
  return idsOf(found.all(key, value));
}

function idsOf(rows: readonly unknown[]): ReadonlySet<number> {
  return new Set((rows as readonly { readonly id: number }[]).map(({ id }) => id));
}
