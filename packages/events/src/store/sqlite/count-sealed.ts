import type { DatabaseSync } from 'node:sqlite';
import { type DayTables, HOUR } from './day-tables.ts';
import type { PartRow } from './part-row.ts';

/** What sealed parts are counted by beside what all rows are: a day has few values of each, though very many ways in which they come together. */
export const SEALED_COLUMNS = ['workload', 'node', 'template'] as const;

/** What is counted of a row. */
export type CountedRow = Pick<PartRow, 'until' | 'group' | 'count' | 'lead'>;

/** Adds the rows of a part that has been sealed to the counts by hour, thousands at once: for each batch it would take as long as to write it. */
export function countSealed(database: DatabaseSync, { sealed, groups }: DayTables, rows: readonly CountedRow[]): void {
  const textsOf = readTexts(database, groups, new Set(rows.map(({ group }) => group)));
  const counts = new Map<string, Count>();
  for (const row of rows) {
    const slot = Math.floor(row.until / HOUR);
    const texts = textsOf.get(row.group) ?? [];
    for (let column = 0; column < SEALED_COLUMNS.length; column++) {
      const text = texts[column] ?? 0;
      addTo(counts, { column, slot, text }, row);
    }
  }
  // From and to are said from the beginning of the hour on, which takes half the bytes.
  const add = database.prepare(
    `INSERT INTO ${sealed} VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET count = count + excluded.count,
     first = min(first, excluded.first), last = max(last, excluded.last)`,
  );
  for (const { column, slot, text, count, first, last } of counts.values())
    add.run(column, slot, text, count, first - slot * HOUR, last - slot * HOUR);
}

interface Place {
  readonly column: number;
  readonly slot: number;
  readonly text: number;
}

interface Count extends Place {
  count: number;
  first: number;
  last: number;
}

function addTo(counts: Map<string, Count>, place: Place, { until, lead, count }: CountedRow): void {
  const key = `${place.column} ${place.slot} ${place.text}`;
  const known = counts.get(key);
  if (known === undefined) {
    counts.set(key, { ...place, count, first: until - lead, last: until });
    return;
  }
  known.count += count;
  known.first = Math.min(known.first, until - lead);
  known.last = Math.max(known.last, until);
}

/** The numbers of the texts that groups have in each of the columns. */
function readTexts(
  database: DatabaseSync,
  table: string,
  ids: ReadonlySet<number>,
): ReadonlyMap<number, readonly (number | null)[]> {
  const columns = SEALED_COLUMNS.join(', ');
  const rows = database
    .prepare(`SELECT id, ${columns} FROM ${table} WHERE id IN (SELECT value FROM json_each(?))`)
    .all(JSON.stringify([...ids])) as unknown as readonly ({ readonly id: number } & Readonly<
    Record<(typeof SEALED_COLUMNS)[number], number | null>
  >)[];
  return new Map(rows.map((row) => [row.id, SEALED_COLUMNS.map((column) => row[column])]));
}
