import type { DatabaseSync } from 'node:sqlite';
import type { Severity } from '../../observation.ts';
import type { RetentionPolicy } from '../event-store.ts';
import { keepFor } from '../keep-for.ts';
import { countSealed } from './count-sealed.ts';
import { DAY, type DayTables, dropDay, HOUR, TEN } from './day-tables.ts';
import { hasMarks } from './find-parts.ts';
import { readPart, type StoredPart } from './read-part.ts';
import { putPart, sealPart } from './seal-part.ts';

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
  const get = database.prepare(`SELECT id, rows, head, body FROM ${tables.part} WHERE id = ?`);
  const remove = database.prepare(`DELETE FROM ${tables.part} WHERE id = ?`);
  for (const { id, sealed } of parts as unknown as readonly { readonly id: number; readonly sealed: number }[]) {
    const { rows, head, body } = readPart(get.get(id) as unknown as StoredPart);
    const all = Array.from({ length: rows }, (_, row) => row);
    const kept = all.filter(
      (row) => (head.until[row] ?? 0) >= (edgeOf.get(head.group[row] ?? 0) ?? Number.NEGATIVE_INFINITY),
    );
    if (kept.length === rows) continue;
    remove.run(id);
    if (kept.length === 0) continue;
    const left = kept.map((row) => body().row(row));
    if (sealed) sealPart(database, tables, left);
    else putPart(database, tables, left, false);
  }
  countAnew(database, tables, latest);
}

/** What went cannot be taken from the least and the greatest of what was counted. */
function countAnew(database: DatabaseSync, tables: DayTables, latest: number): void {
  if (!hasMarks(database, tables)) return;
  database.prepare(`DELETE FROM ${tables.sealed} WHERE slot < ?`).run(latest / HOUR);
  const parts = database
    .prepare(`SELECT id, rows, head, body FROM ${tables.part} WHERE sealed = 1 AND first < ?`)
    .iterate(latest) as unknown as Iterable<StoredPart>;
  for (const stored of parts) {
    const { until, group, count, lead } = readPart(stored).head;
    const rows = Array.from(until, (at, row) => {
      return { until: at, group: group[row] ?? 0, count: count[row] ?? 0, lead: lead[row] ?? 0 };
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
