import type { DatabaseSync } from 'node:sqlite';
import type { Severity } from '../../observation.ts';
import type { RetentionPolicy } from '../event-store.ts';
import { keepFor } from '../keep-for.ts';
import { DAY, type DayTables, dropDay, HOUR, SLOTS } from './day-tables.ts';

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
    for (const [age, ids] of groupsByAge(database, tables, policy)) {
      const edge = Math.floor((now - age) / HOUR);
      if (edge * HOUR <= tables.day * DAY) continue;
      const list = JSON.stringify(ids);
      const old = `"group" IN (SELECT value FROM json_each(?))`;
      database.prepare(`DELETE FROM ${tables.hour} WHERE ${old} AND hour < ?`).run(list, edge);
      database
        .prepare(`DELETE FROM ${tables.row} WHERE ${old} AND key < ?`)
        .run(list, Math.min(edge * HOUR - tables.day * DAY, DAY) * SLOTS);
    }
    const after = countRows(database, tables);
    gone += before - after;
    if (after === 0) dropDay(database, tables);
  }
  return gone;
}

function groupsByAge(
  database: DatabaseSync,
  { groups, text }: DayTables,
  policy: RetentionPolicy,
): ReadonlyMap<number, readonly number[]> {
  const rows = database
    .prepare(
      `SELECT id, (SELECT text FROM ${text} WHERE id = g.severity) AS severity,
       (SELECT text FROM ${text} WHERE id = g.namespace) AS namespace FROM ${groups} AS g`,
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
