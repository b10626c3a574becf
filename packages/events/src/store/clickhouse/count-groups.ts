import { type CountedGroup, countedRows } from '../counted-group.ts';
import type { AggregateKey, AggregateQuery, AggregateRow } from '../event-store.ts';
import type { ClickHouseConnection } from './clickhouse-connection.ts';
import { groupConditions, rowConditions, timeConditions, whereAll } from './filter-conditions.ts';
import { HOUR_KEYS, readSealedHours, type SealedHours } from './seal-hours.ts';

/** Groups, counted by the server: whole hours from the counts by hour where they are sealed, all else from the rows. */
export async function countGroups(
  connection: ClickHouseConnection,
  query: AggregateQuery,
  quietMs: number,
): Promise<readonly AggregateRow[]> {
  const { filter, groupBy, windowMs, limit } = query;
  const sealed = isInHours(query) ? await readSealedHours(connection, filter, quietMs) : undefined;
  const groups = groupConditions(filter);
  const rows = rowConditions(filter);
  const keys = groupBy.map((key) => `toString(${key}) AS key_${key}`);
  const rowSource = (where: readonly string[]): string =>
    `SELECT ${[...keys, 'occurrences', 'started AS first', 'ended AS last', ...singlesOf(query)].join(', ')}
FROM observations FINAL ${whereAll([...groups.conditions, ...rows.conditions, ...timeConditions(filter), ...where])}`;
  const sources =
    sealed === undefined || sealed.hours.length === 0
      ? [rowSource([])]
      : [
          rowSource([outsideOf(sealed)]),
          `SELECT ${[...keys, 'occurrences', 'first', 'last', ...HOUR_SINGLES].join(', ')} FROM hour_counts
${whereAll([...groups.conditions, ...insideOf(sealed)])}`,
        ];
  const window = windowMs === undefined ? '0' : `toInt64(floor(at / ${windowMs})) * ${windowMs}`;
  const names = groupBy.map((key) => `key_${key}`);
  const found = await connection.ask<Counted>(
    `SELECT *, min(first) OVER () AS least, max(last) OVER () AS greatest FROM (
  SELECT ${[`${window} AS window_start`, ...names, 'sum(occurrences) AS n', 'min(g.first) AS first', 'max(g.last) AS last', ...metricsOf(query)].join(', ')}
  FROM (${sources.join('\nUNION ALL\n')}) AS g GROUP BY ${['window_start', ...names].join(', ')}
) ORDER BY ${['window_start', 'n DESC', ...names].join(', ')} ${limit === undefined ? '' : `LIMIT ${limit}`}`,
    { ...groups.values, ...rows.values },
  );
  return countedRows(query, found, (group, nth) => group[`key_${groupBy[nth] as AggregateKey}`] ?? '');
}

type Counted = CountedGroup & { readonly [Key in AggregateKey as `key_${Key}`]?: string };

/** What is asked of single rows: distinct objects and percentiles cannot be added up. */
function singlesOf({ metrics }: AggregateQuery): readonly string[] {
  return [
    'ended AS at',
    metrics.includes('objects') ? 'cityHash64(cluster, kind, namespace, name) AS object' : '0 AS object',
    metrics.includes('p95Duration') ? 'ended - started AS duration' : '0 AS duration',
  ];
}

const HOUR_SINGLES = ['hour * 3600000 AS at', '0 AS object', '0 AS duration'];

function metricsOf({ metrics }: AggregateQuery): readonly string[] {
  return [
    ...(metrics.includes('objects') ? ['uniqExact(object) AS objects'] : []),
    // By the nearest rank, as every engine; quantileExact takes the next one.
    ...(metrics.includes('p95Duration')
      ? ['arraySort(groupArray(duration))[toUInt64(ceil(count() * 0.95))] AS p95']
      : []),
  ];
}

/** Whether counts by hour say enough. */
function isInHours({ filter, groupBy, metrics, windowMs }: AggregateQuery): boolean {
  const keys = new Set<string>(HOUR_KEYS);
  return (
    groupBy.every((key) => keys.has(key)) &&
    Object.keys(groupConditions(filter).values).every((column) => keys.has(column)) &&
    rowConditions(filter).conditions.length === 0 &&
    !metrics.includes('objects') &&
    !metrics.includes('p95Duration') &&
    (windowMs === undefined || windowMs % HOUR === 0)
  );
}

/** The hours that are counted, in the statement itself: of some years they are too many for an address, in which values are. */
function insideOf({ hours }: SealedHours): readonly string[] {
  const numbers = `[${hours.map(({ hour }) => hour).join(',')}]`;
  const seals = `[${hours.map(({ seal }) => `'${seal}'`).join(',')}]`;
  return [`hour IN ${numbers}`, `(hour, seal) IN arrayZip(${numbers}, CAST(${seals}, 'Array(UUID)'))`];
}

/** The hours that are not counted yet, as ranges of time: what lies outside of them is not even looked at. */
function outsideOf({ hours }: SealedHours): string {
  const ranges: string[] = [];
  let from: number | undefined;
  for (const { hour } of hours) {
    if (from !== undefined && hour * HOUR > from) ranges.push(`ended >= ${from} AND ended < ${hour * HOUR}`);
    if (from === undefined) ranges.push(`ended < ${hour * HOUR}`);
    from = (hour + 1) * HOUR;
  }
  ranges.push(`ended >= ${from}`);
  return `(${ranges.join(' OR ')})`;
}

const HOUR = 3_600_000;
