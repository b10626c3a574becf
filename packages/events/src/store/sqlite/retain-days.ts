import type { DatabaseSync } from 'node:sqlite';
import type { Severity } from '../../observation.ts';
import type { RetentionPolicy } from '../event-store.ts';
import { keepFor } from '../keep-for.ts';
import { DAY, type DayTables, dropDay, HOUR } from './day-tables.ts';
import { hasMarks } from './find-parts.ts';
import { groupIds } from './group-ids.ts';
import type { PartRow } from './part-row.ts';
import { dropEmptyRuns } from './posting-runs.ts';
import { partReader } from './read-part.ts';
import { putSmallPart, removePart, sealPart } from './seal-part.ts';
import { addCounts, dropCounts, readCounts } from './slot-counts.ts';

/**
 * Deletes by whole hours, so that the counts by hour stay true: something may be there an hour longer than asked. A day of which
 * nothing is kept is dropped with its tables. Gives how many observations went.
 */
export function retainDays(
  database: DatabaseSync,
  days: readonly DayTables[],
  policy: RetentionPolicy,
  now: number,
): number {
  let gone = 0;
  for (const tables of days) {
    const { rows: before, last } = extentOf(database, tables);
    const { edges, areAll } = edgesOf(database, tables, policy, now);
    if (areAll && edges.values().every((edge) => edge > last)) {
      dropDay(database, tables);
      gone += before;
      continue;
    }
    if (edges.size === 0) continue;
    forgetRows(database, tables, edges);
    const { rows: after } = extentOf(database, tables);
    gone += before - after;
    if (after === 0) dropDay(database, tables);
  }
  return gone;
}

/** Before when what is too old, by the numbers of what rows are counted by. */
type Edges = ReadonlyMap<number, number>;

/** Writes the parts anew that have rows before the edges of their groups. */
function forgetRows(database: DatabaseSync, tables: DayTables, edges: Edges): void {
  const latest = Math.max(...edges.values());
  const groups = groupIds(database, tables)();
  const readPart = partReader(database, tables);
  const forgetIn = (id: number, put: (rows: readonly PartRow[]) => void): void => {
    const { rows, head, row: readRow } = readPart(id);
    const all = Array.from({ length: rows }, (_, row) => row);
    const kept = all.filter(
      (row) => head.until(row) >= (edges.get(groups.counted[head.group(row)] ?? 0) ?? Number.NEGATIVE_INFINITY),
    );
    if (kept.length === rows) return;
    const left = kept.map(readRow);
    removePart(database, tables, id);
    if (left.length > 0) put(left);
  };
  for (const id of partsIn(database, tables, { sealed: 0, from: Number.MIN_SAFE_INTEGER, until: latest }))
    forgetIn(id, (left) => void putSmallPart(database, tables, left));
  const earliest = firstOld(database, tables, edges, latest);
  if (earliest === undefined) return;
  const range = { sealed: 1, from: earliest, until: latest };
  for (const id of partsIn(database, tables, range))
    forgetIn(id, (left) => void sealPart(database, tables, left, groups));
  dropEmptyRuns(database, tables);
  // What went cannot be taken from the least and the greatest of what was counted.
  dropCounts(database, tables, range);
  for (const id of partsIn(database, tables, range)) {
    const { until, group, count, lead } = readPart(id).head;
    const rows = Array.from(until.all(), (at, row) => {
      return { until: at, group: group(row), count: count(row), lead: lead(row) };
    });
    addCounts(
      database,
      tables,
      rows.filter((row) => row.until >= earliest && row.until < latest),
      groups,
    );
  }
}

/** The first hour in which a sealed part has something that is too old. */
function firstOld(database: DatabaseSync, tables: DayTables, edges: Edges, latest: number): number | undefined {
  if (!hasMarks(database, tables)) return undefined;
  const hours = { kind: 'counted', slotMs: HOUR, from: tables.day * DAY, until: latest } as const;
  for (const { start, ids } of readCounts(database, tables, hours))
    if (ids.some((id) => (edges.get(id) ?? start) > start)) return start;
  return undefined;
}

function partsIn(
  database: DatabaseSync,
  { part }: DayTables,
  { sealed, from, until }: { readonly sealed: number; readonly from: number; readonly until: number },
): readonly number[] {
  const found = database.prepare(`SELECT id FROM ${part} WHERE sealed = ? AND last >= ? AND first < ?`);
  return (found.all(sealed, from, until) as unknown as readonly { readonly id: number }[]).map(({ id }) => id);
}

function edgesOf(
  database: DatabaseSync,
  { day, counted, text }: DayTables,
  policy: RetentionPolicy,
  now: number,
): { readonly edges: Edges; readonly areAll: boolean } {
  const rows = database
    .prepare(
      `SELECT id, (SELECT text FROM ${text} WHERE id = g.severity) AS severity,
       (SELECT text FROM ${text} WHERE id = g.namespace) AS namespace FROM ${counted} AS g`,
    )
    .all() as unknown as readonly {
    readonly id: number;
    readonly severity: Severity | null;
    readonly namespace: string;
  }[];
  const edges = new Map<number, number>();
  for (const { id, severity, namespace } of rows) {
    const age = keepFor(policy, { severity: severity ?? undefined, namespace });
    const edge = Math.floor((now - age) / HOUR) * HOUR;
    if (edge > day * DAY) edges.set(id, edge);
  }
  return { edges, areAll: edges.size === rows.length };
}

/** How many rows there are, and when the last of them was. */
function extentOf(database: DatabaseSync, { part }: DayTables): { readonly rows: number; readonly last: number } {
  const { rows, last } = database.prepare(`SELECT sum(rows) AS rows, max(last) AS last FROM ${part}`).get() as {
    readonly rows: number | null;
    readonly last: number | null;
  };
  return { rows: rows ?? 0, last: last ?? Number.NEGATIVE_INFINITY };
}
