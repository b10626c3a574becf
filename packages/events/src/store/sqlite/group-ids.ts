import type { DatabaseSync } from 'node:sqlite';
import type { DayTables } from './day-tables.ts';

/** What is asked of the groups of a part that is sealed. */
const COLUMNS = ['counted', 'workload', 'node', 'template', 'template_text'] as const;
/** One of them. */
export type IdColumn = (typeof COLUMNS)[number];

/** By the number of a group, for each column the number of what it has; 0 for nothing. */
export type GroupIds = Readonly<Record<IdColumn, Int32Array>>;

/** Reads each group of a day once: a part has thousands of them, and most are those of the part before. */
export function groupIds(database: DatabaseSync, { groups }: DayTables): () => GroupIds {
  const read = database.prepare(`SELECT id, ${COLUMNS.join(', ')} FROM ${groups} WHERE id >= ? ORDER BY id`);
  let end = 1;
  let known: GroupIds = columnsOf((_) => new Int32Array(1024));
  return () => {
    for (const row of read.iterate(end) as unknown as Iterable<StoredGroup>) {
      const { length } = known.counted;
      if (row.id >= length) {
        const old = known;
        known = columnsOf((column) => {
          const larger = new Int32Array(Math.max(length * 2, row.id + 1));
          larger.set(old[column]);
          return larger;
        });
      }
      for (const column of COLUMNS) known[column][row.id] = row[column] ?? 0;
      end = row.id + 1;
    }
    return known;
  };
}

type StoredGroup = { readonly id: number } & Readonly<Record<IdColumn, number | null>>;

function columnsOf(make: (column: IdColumn) => Int32Array): GroupIds {
  return {
    counted: make('counted'),
    workload: make('workload'),
    node: make('node'),
    template: make('template'),
    template_text: make('template_text'),
  };
}
