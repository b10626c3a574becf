import type { DatabaseSync } from 'node:sqlite';
import { floorTo } from '../aggregate-observations.ts';
import type { AggregateQuery, AggregateRow, EventFilter } from '../event-store.ts';
import { type Group, groupRows } from '../group-rows.ts';
import { type DayTables, HOUR } from './day-tables.ts';
import { findGroups } from './find-groups.ts';
import { findParts } from './find-parts.ts';
import { groupReader } from './group-reader.ts';
import { daysIn } from './query-days.ts';
import { readPart, type StoredPart } from './read-part.ts';
import { rowTest } from './row-test.ts';

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
  const needsObjects = query.metrics.includes('objects');
  const needsDurations = query.metrics.includes('p95Duration');
  const groupIn = groupReader(database, tables);
  const test = { groups: ids && new Set(ids), filter, groupOf: groupIn };
  const get = database.prepare(`SELECT id, rows, head, body FROM ${tables.part} WHERE id = ?`);
  for (const { id } of findParts(database, tables, { filter, groups: ids, isNewest: true })) {
    const read = readPart(get.get(id) as unknown as StoredPart);
    const fits = rowTest(read, test);
    const { head, body } = read;
    for (let row = 0; row < read.rows; row++) {
      if (!fits(row)) continue;
      const until = head.until(row);
      const group = head.group(row);
      const kept = groupOf(part, texts.get(group) ?? [], until);
      const lead = head.lead(row);
      kept.count += head.count(row);
      kept.first = Math.min(kept.first, until - lead);
      kept.last = Math.max(kept.last, until);
      if (needsDurations) kept.durations.push(lead);
      if (!needsObjects) continue;
      // Numbers are of one day, so that what is the same on two days has to be told by its names.
      const { cluster, about } = groupIn(group);
      kept.objects.add(`${about.namespace}\0${about.kind}\0${cluster}\0${body().name(row)}`);
    }
  }
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

/** Hours are numbers in the file, which endless ones are not. */
const MIN = -(2 ** 40);
const MAX = 2 ** 40;

function whereIn(column: string, ids: readonly number[] | undefined): string {
  return ids === undefined ? '' : `WHERE ${column} IN (SELECT value FROM json_each(?))`;
}

function listed(ids: readonly number[] | undefined): readonly string[] {
  return ids === undefined ? [] : [JSON.stringify(ids)];
}
