import type { DatabaseSync } from 'node:sqlite';
import { floorTo } from '../aggregate-observations.ts';
import type { AggregateQuery, AggregateRow, EventFilter } from '../event-store.ts';
import { type Group, groupRows } from '../group-rows.ts';
import { DAY, type DayTables, HOUR, SLOTS } from './day-tables.ts';
import { findGroups } from './find-groups.ts';
import { daysIn } from './query-days.ts';
import { rowConditions } from './row-conditions.ts';

/** Groups from the counts by hour where they say enough, and from the rows at the edges of the range and for all else. */
export function aggregateDays(
  database: DatabaseSync,
  days: readonly DayTables[],
  query: AggregateQuery,
): readonly AggregateRow[] {
  const { filter } = query;
  const groups = new Map<string, Group>();
  const from = filter.from ?? Number.NEGATIVE_INFINITY;
  const until = filter.until ?? Number.POSITIVE_INFINITY;
  const first = Math.ceil(from / HOUR) * HOUR;
  const last = Math.floor(until / HOUR) * HOUR;
  for (const tables of daysIn(days, filter)) {
    const ids = findGroups(database, tables, filter);
    if (ids?.length === 0) continue;
    const part: Part = { database, tables, query, ids, values: readValues(database, tables, query, ids), groups };
    if (!isInHours(query) || first >= last) {
      addRows(part, filter);
      continue;
    }
    addHours(part, first, last);
    if (from < first) addRows(part, { ...filter, until: first });
    if (last < until) addRows(part, { ...filter, from: last });
  }
  return groupRows([...groups.values()], query);
}

interface Part {
  readonly database: DatabaseSync;
  readonly tables: DayTables;
  readonly query: AggregateQuery;
  /** Of the day; undefined for all. */
  readonly ids: readonly number[] | undefined;
  /** What each group has of the keys. */
  readonly values: ReadonlyMap<number, readonly string[]>;
  readonly groups: Map<string, Group>;
}

function isInHours({ filter, metrics, windowMs }: AggregateQuery): boolean {
  return (
    filter.text === undefined &&
    filter.correlationId === undefined &&
    (filter.names === undefined || filter.names.length === 0) &&
    !metrics.includes('objects') &&
    !metrics.includes('p95Duration') &&
    (windowMs === undefined || windowMs % HOUR === 0)
  );
}

function readValues(
  database: DatabaseSync,
  tables: DayTables,
  { groupBy }: AggregateQuery,
  ids: readonly number[] | undefined,
): ReadonlyMap<number, readonly string[]> {
  const columns = groupBy.map((key, n) => `(SELECT text FROM ${tables.text} WHERE id = g.${key}) AS v${n}`);
  const rows = database
    .prepare(`SELECT ${['id', ...columns].join(', ')} FROM ${tables.groups} AS g ${whereIn('id', ids)}`)
    .all(...listed(ids)) as unknown as readonly Readonly<Record<string, string | number | null>>[];
  return new Map(rows.map((row) => [Number(row.id), groupBy.map((_, n) => String(row[`v${n}`] ?? ''))]));
}

function addHours(part: Part, from: number, until: number): void {
  const { database, tables, query, ids, values } = part;
  const { windowMs } = query;
  const window = windowMs === undefined ? '0' : `hour * ${HOUR}`;
  const rows = database
    .prepare(
      `SELECT "group", ${window} AS window, sum(count) AS count, min(first) AS first, max(last) AS last FROM ${tables.hour}
       WHERE hour >= ? AND hour < ? ${whereIn('"group"', ids).replace('WHERE', 'AND')} GROUP BY 1, 2`,
    )
    .all(Math.max(from / HOUR, MIN), Math.min(until / HOUR, MAX), ...listed(ids)) as unknown as readonly Counted[];
  for (const { group, window, count, first, last } of rows) {
    const kept = groupOf(part, values.get(group) ?? [], window);
    kept.count += count;
    kept.first = Math.min(kept.first, first);
    kept.last = Math.max(kept.last, last);
  }
}

interface Counted {
  readonly group: number;
  readonly window: number;
  readonly count: number;
  readonly first: number;
  readonly last: number;
}

/** Nothing that is asked for row by row is asked for all of a large store: objects and percentiles need the rows themselves. */
function addRows(part: Part, filter: EventFilter): void {
  const { database, tables, query, ids, values: texts } = part;
  const { conditions, values, index } = rowConditions(tables, filter);
  const all = ids === undefined ? conditions : [...conditions, '"group" IN (SELECT value FROM json_each(?))'];
  const where = all.length === 0 ? '' : `WHERE ${all.join(' AND ')}`;
  const needsObjects = query.metrics.includes('objects');
  const needsDurations = query.metrics.includes('p95Duration');
  const rows = database
    .prepare(
      `SELECT key, "group", count, lead, ${needsObjects ? objectIn(tables) : 'NULL'} AS object
       FROM ${tables.row} AS r ${index === undefined ? 'NOT INDEXED' : `INDEXED BY ${index}`} ${where}`,
    )
    .iterate(...values, ...listed(ids)) as unknown as Iterable<Single>;
  for (const { key, group, count, lead, object } of rows) {
    const until = tables.day * DAY + Math.floor(key / SLOTS);
    const kept = groupOf(part, texts.get(group) ?? [], until);
    kept.count += count;
    kept.first = Math.min(kept.first, until - lead);
    kept.last = Math.max(kept.last, until);
    if (object !== null) kept.objects.add(object);
    if (needsDurations) kept.durations.push(lead);
  }
}

interface Single {
  readonly key: number;
  readonly group: number;
  readonly count: number;
  readonly lead: number;
  readonly object: string | null;
}

function groupOf({ query: { windowMs }, groups }: Part, values: readonly string[], time: number): Group {
  const windowStart = windowMs === undefined ? 0 : floorTo(time, windowMs);
  const key = JSON.stringify([windowStart, ...values]);
  const known = groups.get(key);
  if (known !== undefined) return known;
  const group = {
    windowStart,
    values,
    count: 0,
    first: Infinity,
    last: -Infinity,
    objects: new Set<string>(),
    durations: [],
  };
  groups.set(key, group);
  return group;
}

/** Numbers are of one day, so that what is the same on two days has to be told by its names. */
function objectIn({ object, groups, text }: DayTables): string {
  return `(SELECT json_array(g.namespace_text, g.kind_text, g.cluster_text, o.name) FROM ${object} AS o,
    (SELECT (SELECT text FROM ${text} WHERE id = x.namespace) AS namespace_text, (SELECT text FROM ${text} WHERE id = x.kind) AS kind_text,
      (SELECT text FROM ${text} WHERE id = x.cluster) AS cluster_text FROM ${groups} AS x WHERE x.id = r."group") AS g
    WHERE o.id = r.object)`;
}

/** Hours are numbers in the file, which endless ones are not. */
const MIN = -(2 ** 40);
const MAX = 2 ** 40;

function whereIn(column: string, ids: readonly number[] | undefined): string {
  return ids === undefined ? '' : `WHERE ${column} IN (SELECT value FROM json_each(?))`;
}

function listed(ids: readonly number[] | undefined): readonly string[] {
  return ids === undefined ? [] : [JSON.stringify(ids)];
}
