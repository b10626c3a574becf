import { type CountedGroup, countedRows } from '../counted-group.ts';
import type { AggregateKey, AggregateQuery, AggregateRow } from '../event-store.ts';
import {
  asksRows,
  type Bind,
  bindValues,
  type Common,
  findCommon,
  rowConditions,
  whereAll,
} from './filter-conditions.ts';
import { HOUR } from './hour-counts.ts';
import type { Ask } from './postgres-connection.ts';
import { fromSafeText } from './safe-text.ts';

/** Groups, counted by the server: whole hours from the counts by hour, their rest and all that counts do not say from the rows. */
export async function countGroups(ask: Ask, query: AggregateQuery): Promise<readonly AggregateRow[]> {
  const { filter, groupBy, limit } = query;
  const common = await findCommon(ask, filter);
  if (common === undefined) return [];
  const { values, bind } = bindValues();
  const sources = sourcesOf(query, common, bind);
  const names = groupBy.map((_, nth) => `key_${nth}`);
  const outer = ['window_start', ...names];
  const found = await ask<Counted>(
    `SELECT *, min(first) OVER () AS least, max(last) OVER () AS greatest FROM (
  SELECT ${[
    'window_start',
    ...groupBy.map((key, nth) => `${isOfPlace(key) ? 'p' : 'g'}.${key} AS key_${nth}`),
    'sum(n)::bigint AS n',
    'min(first) AS first',
    'max(last) AS last',
    ...metricsOf(query),
  ].join(', ')}
  FROM (${sources.join('\nUNION ALL\n')}) AS c ${needsGroups(query) ? 'JOIN groups AS g ON g.id = c.group_id' : ''} ${groupBy.some(isOfPlace) ? 'JOIN places AS p ON p.id = c.place_id' : ''} GROUP BY ${outer.join(', ')}
) AS counted ORDER BY window_start, n DESC${names.map((name) => `, ${name} COLLATE "C"`).join('')} ${limit === undefined ? '' : `LIMIT ${bind(limit)}`}`,
    values,
  );
  return countedRows(query, found, (group, nth) => fromSafeText(group[`key_${nth}`] ?? ''));
}

type Counted = CountedGroup & { readonly [Key in `key_${number}`]?: string };

function sourcesOf(query: AggregateQuery, common: Common, bind: Bind): readonly string[] {
  const { filter } = query;
  const { from = -ENDLESS, until = ENDLESS } = filter;
  const [first, last] = [Math.ceil(from / HOUR), Math.floor(until / HOUR)];
  if (!isInHours(query, common) || first >= last) return [rowSource(query, common, bind)];
  const conditions = [
    ...(common.groups === undefined ? [] : [`group_id = ANY (${bind(common.groups)}::int[])`]),
    `hour >= ${bind(Math.max(first, -HOURS))} AND hour < ${bind(Math.min(last, HOURS))}`,
  ];
  const hours = windowOf(query, `(hour::bigint * ${HOUR})`);
  const counts = `SELECT ${hours} AS window_start, group_id, NULL::bigint AS place_id, sum(occurrences) AS n, min(first) AS first, max(last) AS last,
  NULL::text AS name, NULL::bigint AS duration FROM hour_counts ${whereAll(conditions)} GROUP BY 1, 2`;
  const edge = (part: { readonly from: number; readonly until: number }): readonly string[] =>
    part.from < part.until && part.from > -ENDLESS && part.until < ENDLESS
      ? [rowSource({ ...query, filter: { ...filter, ...part } }, common, bind)]
      : [];
  return [counts, ...edge({ from, until: first * HOUR }), ...edge({ from: last * HOUR, until })];
}

/** Rows are added up by numbers before they meet the words that these stand for; but where each of them is asked for. */
function rowSource(query: AggregateQuery, common: Common, bind: Bind): string {
  const { filter, groupBy, metrics } = query;
  const window = `${windowOf(query, 'ended')} AS window_start`;
  const group = needsGroups(query) ? 'group_id' : 'NULL::integer AS group_id';
  const place = groupBy.some(isOfPlace) ? 'place_id' : 'NULL::bigint AS place_id';
  const from = `FROM observations ${whereAll(rowConditions(filter, common, bind))}`;
  if (metrics.includes('objects') || metrics.includes('p95Duration')) {
    return `SELECT ${window}, ${group}, ${place}, occurrences AS n, started AS first, ended AS last, name, ended - started AS duration ${from}`;
  }
  return `SELECT ${window}, ${group}, ${place}, sum(occurrences) AS n, min(started) AS first, max(ended) AS last,
  NULL::text AS name, NULL::bigint AS duration ${from} GROUP BY 1, 2, 3`;
}

/** The interval that a time is in, also before 1970: the remainder of a negative number is negative. */
function windowOf({ windowMs }: AggregateQuery, time: string): string {
  return windowMs === undefined ? '0::bigint' : `(${time} - (${time} % ${windowMs} + ${windowMs}) % ${windowMs})`;
}

function needsGroups({ groupBy, metrics }: AggregateQuery): boolean {
  return metrics.includes('objects') || !groupBy.every(isOfPlace);
}

/** Distinct objects and percentiles cannot be added up. */
function isInHours({ filter, groupBy, metrics, windowMs }: AggregateQuery, common: Common): boolean {
  return (
    !asksRows(filter, common) &&
    !groupBy.some(isOfPlace) &&
    !metrics.includes('objects') &&
    !metrics.includes('p95Duration') &&
    (windowMs === undefined || windowMs % HOUR === 0)
  );
}

function isOfPlace(key: AggregateKey): boolean {
  return key === 'workload' || key === 'node';
}

function metricsOf({ metrics }: AggregateQuery): readonly string[] {
  return [
    ...(metrics.includes('objects')
      ? [`count(DISTINCT concat_ws(E'\\x01', g.cluster, g.kind, g.namespace, name)) AS objects`]
      : []),
    // By the nearest rank, as every engine.
    ...(metrics.includes('p95Duration') ? ['percentile_disc(0.95) WITHIN GROUP (ORDER BY duration) AS p95'] : []),
  ];
}

/** Further than any time that a date can be. */
const ENDLESS = 1e15;
/** As many as the column holds. */
const HOURS = 2 ** 31 - 1;
