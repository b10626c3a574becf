import type { DatabaseSync } from 'node:sqlite';
import { type DayTables, HOUR, TEN } from './day-tables.ts';
import type { PartRow } from './part-row.ts';

/** Adds rows to the counts by hour and by ten minutes; `countedOf` says what a row is counted by. */
export function countRows(
  database: DatabaseSync,
  { hour, ten }: DayTables,
): (rows: readonly PartRow[], countedOf: (group: number) => number) => void {
  const [addHour, addTen] = [hour, ten].map((table) =>
    database.prepare(
      `INSERT INTO ${table} VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET count = count + excluded.count,
       rows = rows + excluded.rows, first = min(first, excluded.first), last = max(last, excluded.last)`,
    ),
  );
  return (rows, countedOf) => {
    const hours = new Map<number, Count>();
    const tens = new Map<number, Count>();
    for (const row of rows) {
      const counted = countedOf(row.group);
      addTo(hours, counted, Math.floor(row.until / HOUR), row);
      addTo(tens, counted, Math.floor(row.until / TEN), row);
    }
    for (const [add, counts] of [
      [addHour, hours],
      [addTen, tens],
    ] as const)
      for (const each of counts.values())
        add?.run(each.slot, each.counted, each.count, each.rows, each.first, each.last);
  };
}

interface Count {
  readonly slot: number;
  readonly counted: number;
  count: number;
  rows: number;
  first: number;
  last: number;
}

function addTo(counts: Map<number, Count>, counted: number, slot: number, { until, lead, count }: PartRow): void {
  const key = slot * 2 ** 20 + counted;
  const known = counts.get(key);
  if (known === undefined) {
    counts.set(key, { slot, counted, count, rows: 1, first: until - lead, last: until });
    return;
  }
  known.count += count;
  known.rows++;
  known.first = Math.min(known.first, until - lead);
  known.last = Math.max(known.last, until);
}
