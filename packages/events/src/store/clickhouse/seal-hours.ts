import type { EventFilter } from '../event-store.ts';
import type { ClickHouseConnection } from './clickhouse-connection.ts';
import type { StoredTables } from './stored-tables.ts';

/** Hours whose counts are those of their rows. */
export interface SealedHours {
  /** Since 1970, in their order. */
  readonly hours: readonly { readonly hour: number; readonly seal: string }[];
}

/**
 * Counts the hours in which nothing was written for a while. Counts are not added up as rows come (a row that comes twice would count
 * twice): an hour is counted anew as a whole, and its counts hold as long as nothing comes to it.
 *
 * @param quietMs no statement that writes takes longer; what is written at the time of counting is thus known to be news
 */
export async function sealHours(
  connection: ClickHouseConnection,
  tables: StoredTables,
  quietMs: number,
): Promise<number> {
  const [made] = await connection.ask<{ readonly seal: string; readonly sealed: string }>(
    'SELECT generateUUIDv4() AS seal, now64(6) AS sealed',
  );
  if (made === undefined) return 0;
  const due = await connection.ask<{ readonly hour: number; readonly isAgain: 0 | 1 }>(
    `SELECT hour, counted > toDateTime64(0, 6) AS isAgain FROM (SELECT hour, max(written) AS news FROM hour_news GROUP BY hour) AS n
LEFT JOIN (SELECT hour, max(sealed) AS counted FROM hour_seals GROUP BY hour) AS s USING hour
WHERE news <= toDateTime64({sealed:String}, 6) - toIntervalMicrosecond(${quietMs * 1000}) AND news > counted - toIntervalMicrosecond(${quietMs * 1000})
ORDER BY hour LIMIT 1000`,
    { sealed: made.sealed },
  );
  if (due.length === 0) return 0;
  const hours = due.map(({ hour }) => hour);
  const values = { ...made, hours };
  await connection.command(
    `INSERT INTO hour_counts SELECT hour, {seal:UUID}, ${KEYS}, sum(occurrences), min(started), max(ended)
FROM observations FINAL WHERE hour IN {hours:Array(Int64)} GROUP BY hour, ${KEYS}`,
    values,
  );
  // Said last: counts without a seal are not asked for.
  await connection.command(
    'INSERT INTO hour_seals SELECT arrayJoin({hours:Array(Int64)}), toDateTime64({sealed:String}, 6), {seal:UUID}',
    values,
  );
  const again = due.flatMap(({ hour, isAgain }) => (isAgain ? [hour] : []));
  if (again.length > 0) {
    const stored = tables.hour_counts;
    await connection.command(`DELETE FROM ${stored} WHERE hour IN {again:Array(Int64)} AND seal != {seal:UUID}`, {
      again,
      seal: made.seal,
    });
  }
  return hours.length;
}

/** What hours are counted by. With workloads, nodes and templates the counts would be nearly as many as the rows. */
export const HOUR_KEYS = ['cluster', 'namespace', 'kind', 'reason', 'category', 'severity', 'type'] as const;
const KEYS = HOUR_KEYS.join(', ');

/** The whole hours of a range to which nothing came since they were counted. */
export async function readSealedHours(
  connection: ClickHouseConnection,
  { from = Number.NEGATIVE_INFINITY, until = Number.POSITIVE_INFINITY }: EventFilter,
  quietMs: number,
): Promise<SealedHours> {
  const [first, last] = [Math.ceil(from / HOUR), Math.floor(until / HOUR)];
  return {
    hours: await connection.ask(
      `SELECT hour, seal FROM (SELECT hour, max(sealed) AS counted, argMax(seal, sealed) AS seal FROM hour_seals GROUP BY hour) AS s
JOIN (SELECT hour, max(written) AS news FROM hour_news GROUP BY hour) AS n USING hour
WHERE hour >= ${Math.max(first, -HOURS)} AND hour < ${Math.min(last, HOURS)} AND news <= counted - toIntervalMicrosecond(${quietMs * 1000})
ORDER BY hour`,
    ),
  };
}

const HOUR = 3_600_000;
/** More than any time has. */
const HOURS = 2 ** 40;
