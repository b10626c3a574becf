import type { RetentionPolicy } from '../event-store.ts';
import type { ClickHouseConnection } from './clickhouse-connection.ts';
import type { StoredTables } from './stored-tables.ts';

/**
 * Deletes by whole hours what a policy does not want any more. Days of which nothing is wanted are dropped; of others rows are marked,
 * and are gone when the server merges them. Gives how many observations went.
 */
export async function forgetRows(
  connection: ClickHouseConnection,
  tables: StoredTables,
  policy: RetentionPolicy,
  now: number,
): Promise<number> {
  const { expression, values, newest, oldest } = edgesOf(policy, now);
  if (newest === -HOURS) return 0;
  const gone = await connection.ask<{ readonly hour: number; readonly gone: number }>(
    `SELECT hour, count() AS gone FROM observations FINAL WHERE ended < ${newest * HOUR} AND hour < ${expression} GROUP BY hour`,
    values,
  );
  if (gone.length === 0) return 0;
  await dropDays(connection, tables, (day) => (day + 1) * 24 <= oldest);
  await connection.command(
    `DELETE FROM ${tables.observations} WHERE ended < ${newest * HOUR} AND hour < ${expression}`,
    values,
  );
  await countAnew(
    connection,
    gone.map(({ hour }) => hour),
  );
  return gone.reduce((sum, each) => sum + each.gone, 0);
}

/** The oldest days go until the rest fits. The newest stays: it is being written. */
export async function forgetDays(
  connection: ClickHouseConnection,
  tables: StoredTables,
  { maxBytes }: RetentionPolicy,
  size: () => Promise<number>,
): Promise<number> {
  if (maxBytes === undefined) return 0;
  let gone = 0;
  const days = await connection.ask<{ readonly day: string; readonly rows: number; readonly hours: readonly number[] }>(
    'SELECT _partition_id AS day, count() AS rows, groupUniqArray(hour) AS hours FROM observations GROUP BY day ORDER BY day',
  );
  for (const { day, rows, hours } of days.slice(0, -1)) {
    if ((await size()) <= maxBytes) break;
    await dropDays(connection, tables, (_, id) => id === day);
    await countAnew(connection, hours);
    gone += rows;
  }
  return gone;
}

async function dropDays(
  connection: ClickHouseConnection,
  tables: StoredTables,
  isGone: (day: number, id: string) => boolean,
): Promise<void> {
  const days = await connection.ask<{ readonly id: string }>('SELECT DISTINCT _partition_id AS id FROM observations');
  for (const { id } of days) {
    const day = Date.UTC(Number(id.slice(0, 4)), Number(id.slice(4, 6)) - 1, Number(id.slice(6, 8))) / (24 * HOUR);
    if (!isGone(day, id)) continue;
    await connection.command(`ALTER TABLE ${tables.observations} DROP PARTITION ID '${id}'`);
    await connection.command(`ALTER TABLE ${tables.hour_counts} DROP PARTITION ID '${id}'`);
  }
}

/** Something of these hours has changed, as if something had come to them. */
async function countAnew(connection: ClickHouseConnection, hours: readonly number[]): Promise<void> {
  await connection.command('INSERT INTO hour_news SELECT arrayJoin({hours:Array(Int64)}), now64(6)', { hours });
}

interface Edges {
  /** The hour before which a row is not wanted, in SQL. */
  readonly expression: string;
  readonly values: Readonly<Record<string, unknown>>;
  /** Nothing from this hour on goes. */
  readonly newest: number;
  /** Everything before this hour goes. */
  readonly oldest: number;
}

/** Of a policy, the first exception that fits counts. */
function edgesOf({ maxAgeMs, exceptions = [] }: RetentionPolicy, now: number): Edges {
  const edgeOf = (age: number | undefined): number => (age === undefined ? -HOURS : Math.floor((now - age) / HOUR));
  const values: Record<string, unknown> = {};
  const cases = exceptions.map(({ severities, namespaces, maxAgeMs: age }, n) => {
    const conditions = ['1'];
    if (severities !== undefined) {
      conditions.push(`severity IN {severities${n}:Array(String)}`);
      values[`severities${n}`] = severities;
    }
    if (namespaces !== undefined) {
      conditions.push(`namespace IN {namespaces${n}:Array(String)}`);
      values[`namespaces${n}`] = namespaces;
    }
    return `${conditions.join(' AND ')}, ${edgeOf(age)}`;
  });
  const edges = [edgeOf(maxAgeMs), ...exceptions.map((each) => edgeOf(each.maxAgeMs))];
  const usual = String(edgeOf(maxAgeMs));
  return {
    expression: cases.length === 0 ? usual : `multiIf(${cases.join(', ')}, ${usual})`,
    values,
    newest: Math.max(...edges),
    oldest: Math.min(...edges),
  };
}

const HOUR = 3_600_000;
/** Never. */
const HOURS = 2 ** 40;
