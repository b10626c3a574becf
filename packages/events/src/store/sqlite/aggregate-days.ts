import type { DatabaseSync } from 'node:sqlite';
import { floorTo } from '../aggregate-observations.ts';
import type { AggregateQuery, AggregateRow, EventFilter } from '../event-store.ts';
import { type Group, groupRows } from '../group-rows.ts';
import { type DayTables, HOUR, TEN } from './day-tables.ts';
import { findGroups } from './find-groups.ts';
import { findParts } from './find-parts.ts';
import { COUNTED_COLUMNS } from './group-columns.ts';
import { groupReader, templateReader } from './group-reader.ts';
import { daysIn } from './query-days.ts';
import { readPart, type StoredPart } from './read-part.ts';
import { rowTest } from './row-test.ts';

/** Groups from the counts where they say enough, and from the rows at the ends of the range and for all else. */
export function aggregateDays(
  database: DatabaseSync,
  days: readonly DayTables[],
  query: AggregateQuery,
): readonly AggregateRow[] {
  const { filter } = query;
  const groups = new Map<string, Group>();
  const from = filter.from ?? Number.NEGATIVE_INFINITY;
  const until = filter.until ?? Number.POSITIVE_INFINITY;
  // What lies between those is counted already.
  const [firstTen, lastTen] = [Math.ceil(from / TEN) * TEN, Math.floor(until / TEN) * TEN];
  for (const tables of daysIn(days, filter)) {
    if (!isCounted(query) || firstTen >= lastTen) {
      addRows({ database, tables, query, groups }, filter);
      continue;
    }
    addCounts({ database, tables, query, groups }, firstTen, lastTen);
    if (from < firstTen) addRows({ database, tables, query, groups }, { ...filter, until: firstTen });
    if (lastTen < until) addRows({ database, tables, query, groups }, { ...filter, from: lastTen });
  }
  return groupRows([...groups.values()], query);
}

interface Part {
  readonly database: DatabaseSync;
  readonly tables: DayTables;
  readonly query: AggregateQuery;
  readonly groups: Map<string, Group>;
}

function isCounted({ filter, groupBy, metrics, windowMs }: AggregateQuery): boolean {
  const { text, correlationId, names = [], workloads = [], nodes = [], template, labels = {} } = filter;
  return (
    text === undefined &&
    correlationId === undefined &&
    template === undefined &&
    names.length + workloads.length + nodes.length + Object.keys(labels).length === 0 &&
    groupBy.every((key) => COUNTED_COLUMNS.some((column) => column === key)) &&
    !metrics.includes('objects') &&
    !metrics.includes('p95Duration') &&
    (windowMs === undefined || windowMs % TEN === 0)
  );
}

/** What each of them has of the keys that is grouped by. */
function readValues(
  { database, tables: { text }, query: { groupBy } }: Part,
  table: string,
  ids: readonly number[] | undefined,
): ReadonlyMap<number, readonly string[]> {
  const columns = groupBy.map((key, n) => `(SELECT text FROM ${text} WHERE id = g.${key}) AS v${n}`);
  const rows = database
    .prepare(`SELECT ${['id', ...columns].join(', ')} FROM ${table} AS g ${whereIn('id', ids)}`)
    .all(...listed(ids)) as unknown as readonly Readonly<Record<string, string | number | null>>[];
  return new Map(rows.map((row) => [Number(row.id), groupBy.map((_, n) => String(row[`v${n}`] ?? ''))]));
}

/** By the counts of whole hours, and of ten minutes where there is no whole hour. */
function addCounts(part: Part, from: number, until: number): void {
  const { database, tables, query } = part;
  const ids = findGroups(database, tables, query.filter, tables.counted);
  if (ids?.length === 0) return;
  const values = readValues(part, tables.counted, ids);
  const add = (table: string, slotMs: number, first: number, last: number): void => {
    if (first >= last) return;
    const window = query.windowMs === undefined ? '0' : `slot * ${slotMs}`;
    const rows = database
      .prepare(
        `SELECT counted, ${window} AS window, sum(count) AS count, min(first) AS first, max(last) AS last FROM ${table}
         WHERE slot >= ? AND slot < ? ${whereIn('counted', ids).replace('WHERE', 'AND')} GROUP BY 1, 2`,
      )
      .all(
        Math.max(first / slotMs, MIN),
        Math.min(last / slotMs, MAX),
        ...listed(ids),
      ) as unknown as readonly Counted[];
    for (const { counted, window: time, count, first: since, last: newest } of rows) {
      const kept = groupOf(part, values.get(counted) ?? [], time);
      kept.count += count;
      kept.first = Math.min(kept.first, since);
      kept.last = Math.max(kept.last, newest);
    }
  };
  const [first, last] = [Math.ceil(from / HOUR) * HOUR, Math.floor(until / HOUR) * HOUR];
  const areHours = first < last && (query.windowMs ?? HOUR) % HOUR === 0;
  if (!areHours) {
    add(tables.ten, TEN, from, until);
    return;
  }
  add(tables.ten, TEN, from, first);
  add(tables.hour, HOUR, first, last);
  add(tables.ten, TEN, last, until);
}

interface Counted {
  readonly counted: number;
  readonly window: number;
  readonly count: number;
  readonly first: number;
  readonly last: number;
}

/** Nothing that is asked for row by row is asked for all of a large store: objects and percentiles need the rows themselves. */
function addRows(part: Part, filter: EventFilter): void {
  const { database, tables, query } = part;
  const ids = findGroups(database, tables, filter);
  if (ids?.length === 0) return;
  const texts = readValues(part, tables.groups, ids);
  const needsObjects = query.metrics.includes('objects');
  const needsDurations = query.metrics.includes('p95Duration');
  const groupIn = groupReader(database, tables);
  const test = { groups: ids && new Set(ids), filter, templateOf: templateReader(database, tables) };
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
