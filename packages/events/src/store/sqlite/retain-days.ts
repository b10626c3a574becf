import type { DatabaseSync } from 'node:sqlite';
import type { Severity } from '../../observation.ts';
import type { RetentionPolicy } from '../event-store.ts';
import { keepFor } from '../keep-for.ts';
import { countSealed } from './count-sealed.ts';
import { DAY, type DayTables, dropDay, HOUR, TEN } from './day-tables.ts';
import { hasMarks } from './find-parts.ts';
import { dropEmptyRuns } from './posting-runs.ts';
import { partReader } from './read-part.ts';
import { putSmallPart, removePart, sealPart } from './seal-part.ts';

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
    const before = countRows(database, tables);
    const edges = new Map<number, number>();
    for (const [age, ids] of groupsByAge(database, tables, policy)) {
      const edge = Math.floor((now - age) / HOUR);
      if (edge * HOUR <= tables.day * DAY) continue;
      const list = JSON.stringify(ids);
      const old = 'counted IN (SELECT value FROM json_each(?)) AND slot < ?';
      database.prepare(`DELETE FROM ${tables.hour} WHERE ${old}`).run(list, edge);
      database.prepare(`DELETE FROM ${tables.ten} WHERE ${old}`).run(list, (edge * HOUR) / TEN);
      for (const id of ids) edges.set(id, edge * HOUR);
    }
    const after = countRows(database, tables);
    gone += before - after;
    if (after === 0) dropDay(database, tables);
    else if (after < before) forgetRows(database, tables, edges);
  }
  return gone;
}

/** Writes the parts anew that have rows before the edges of their groups. */
function forgetRows(database: DatabaseSync, tables: DayTables, edges: ReadonlyMap<number, number>): void {
  const latest = Math.max(...edges.values());
  const groups = database.prepare(`SELECT id, counted FROM ${tables.groups}`).all() as unknown as readonly {
    readonly id: number;
    readonly counted: number;
  }[];
  const edgeOf = new Map(groups.map(({ id, counted }) => [id, edges.get(counted) ?? Number.NEGATIVE_INFINITY]));
  const parts = database.prepare(`SELECT id, sealed FROM ${tables.part} WHERE first < ?`).all(latest);
  const readPart = partReader(database, tables);
  for (const { id, sealed } of parts as unknown as readonly { readonly id: number; readonly sealed: number }[]) {
    const { rows, head, row: readRow } = readPart(id);
    const all = Array.from({ length: rows }, (_, row) => row);
    const kept = all.filter((row) => head.until(row) >= (edgeOf.get(head.group(row)) ?? Number.NEGATIVE_INFINITY));
    if (kept.length === rows) continue;
    const left = kept.map(readRow);
    removePart(database, tables, id);
    if (left.length === 0) continue;
    if (sealed) sealPart(database, tables, left);
    else putSmallPart(database, tables, left);
  }
  if (hasMarks(database, tables)) dropEmptyRuns(database, tables);
  countAnew(database, tables, latest);
}

/** What went cannot be taken from the least and the greatest of what was counted. */
function countAnew(database: DatabaseSync, tables: DayTables, latest: number): void {
  if (!hasMarks(database, tables)) return;
  database.prepare(`DELETE FROM ${tables.sealed} WHERE slot < ?`).run(latest / HOUR);
  const readPart = partReader(database, tables);
  const parts = database.prepare(`SELECT id FROM ${tables.part} WHERE sealed = 1 AND first < ?`).all(latest);
  for (const { id } of parts as unknown as readonly { readonly id: number }[]) {
    const { until, group, count, lead } = readPart(id).head;
    const rows = Array.from(until.all(), (at, row) => {
      return { until: at, group: group(row), count: count(row), lead: lead(row) };
    });
    countSealed(
      database,
      tables,
      rows.filter((row) => row.until < latest),
    );
  }
}

function groupsByAge(
  database: DatabaseSync,
  { counted, text }: DayTables,
  policy: RetentionPolicy,
): ReadonlyMap<number, readonly number[]> {
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
  const byAge = new Map<number, number[]>();
  for (const { id, severity, namespace } of rows) {
    const age = keepFor(policy, { severity: severity ?? undefined, namespace });
    if (age === Number.POSITIVE_INFINITY) continue;
    const ids = byAge.get(age);
    if (ids === undefined) byAge.set(age, [id]);
    else ids.push(id);
  }
  return byAge;
}

/** By the counts by hour, which are few. */
function countRows(database: DatabaseSync, { hour }: DayTables): number {
  const { rows } = database.prepare(`SELECT sum(rows) AS rows FROM ${hour}`).get() as { rows: number | null };
  return rows ?? 0;
}
