import type { RetentionPolicy } from '../event-store.ts';
import { dayOf, listDays, lockWriters } from './day-partitions.ts';
import { type Bind, bindValues } from './filter-conditions.ts';
import { HOUR } from './hour-counts.ts';
import type { Ask, PostgresConnection } from './postgres-connection.ts';
import { sizeOfStore } from './size-of-store.ts';

/**
 * Deletes by whole hours what a policy does not want any more, so that the counts by hour stay true. A day of which nothing is kept is
 * dropped as a table; only of days that are kept in part rows are deleted. Gives how many observations went.
 */
export function retainDays(
  connection: PostgresConnection,
  schema: string,
  policy: RetentionPolicy,
  now: number,
): Promise<number> {
  return connection.together(async ({ ask }) => {
    await lockWriters(ask, schema, 'one');
    const gone = (await forgetOld(ask, policy, now)) + (await forgetOldest(ask, policy.maxBytes));
    if (policy.maxAgeMs !== undefined) {
      const edge = Math.floor(now - policy.maxAgeMs);
      await ask("DELETE FROM incidents WHERE ended < $1 AND state = 'resolved'", [edge]);
      await ask('DELETE FROM gaps WHERE ended < $1', [edge]);
    }
    if (gone === 0) return 0;
    await ask('DELETE FROM groups AS g WHERE NOT EXISTS (SELECT FROM hour_counts AS h WHERE h.group_id = g.id)');
    await ask('UPDATE generation SET number = number + 1');
    return gone;
  });
}

async function forgetOld(ask: Ask, policy: RetentionPolicy, now: number): Promise<number> {
  const { values, bind } = bindValues();
  const edges = `SELECT id, ${edgeOf(policy, now, bind)} AS edge FROM groups`;
  const gone = await ask<{ readonly hour: number; readonly rows: number }>(
    `WITH gone AS (DELETE FROM hour_counts AS h USING (${edges}) AS e WHERE h.group_id = e.id AND h.hour < e.edge RETURNING h.hour, h.rows)
SELECT hour, sum(rows)::bigint AS rows FROM gone GROUP BY hour`,
    values,
  );
  if (gone.length === 0) return 0;
  const touched = new Set(gone.map(({ hour }) => dayOf(hour * HOUR)));
  for (const { day, table } of await listDays(ask)) {
    if (!touched.has(day)) continue;
    const [left] = await ask('SELECT 1 FROM hour_counts WHERE hour >= $1 AND hour < $2 LIMIT 1', [
      day * 24,
      (day + 1) * 24,
    ]);
    if (left === undefined) await dropDay(ask, day, table);
    else
      await ask(
        `DELETE FROM ${table} AS o USING (${edges}) AS e WHERE o.group_id = e.id AND o.ended < e.edge * ${HOUR}`,
        values,
      );
  }
  return gone.reduce((sum, { rows }) => sum + rows, 0);
}

/** The oldest days go until the rest fits. The newest stays: it is being written. */
async function forgetOldest(ask: Ask, maxBytes = Number.POSITIVE_INFINITY): Promise<number> {
  let gone = 0;
  if (maxBytes === Number.POSITIVE_INFINITY) return gone;
  for (const { day, table } of (await listDays(ask)).slice(0, -1)) {
    if ((await sizeOfStore(ask)) <= maxBytes) break;
    await dropDay(ask, day, table);
    const [row] = await ask<{ readonly rows: number | null }>(
      `WITH gone AS (DELETE FROM hour_counts WHERE hour >= $1 AND hour < $2 RETURNING rows) SELECT sum(rows)::bigint AS rows FROM gone`,
      [day * 24, (day + 1) * 24],
    );
    gone += row?.rows ?? 0;
  }
  return gone;
}

async function dropDay(ask: Ask, day: number, table: string): Promise<void> {
  await ask(`DROP TABLE ${table}`);
  await ask('DELETE FROM places WHERE day = $1', [day]);
}

/** The hour before which a row of a group is not wanted; the first exception that fits counts. */
function edgeOf({ maxAgeMs, exceptions = [] }: RetentionPolicy, now: number, bind: Bind): string {
  const hour = (age: number | undefined): string =>
    `${bind(age === undefined ? NEVER : Math.max(NEVER, Math.floor((now - age) / HOUR)))}::bigint`;
  const cases = exceptions.map(({ severities, namespaces, maxAgeMs: age }) => {
    const fits = [
      'true',
      ...(severities === undefined ? [] : [`severity = ANY (${bind(severities)}::text[])`]),
      ...(namespaces === undefined ? [] : [`namespace = ANY (${bind(namespaces)}::text[])`]),
    ];
    return `WHEN ${fits.join(' AND ')} THEN ${hour(age)}`;
  });
  return cases.length === 0 ? hour(maxAgeMs) : `CASE ${cases.join(' ')} ELSE ${hour(maxAgeMs)} END`;
}

/** Before any hour that there is. */
const NEVER = -(2 ** 31);
