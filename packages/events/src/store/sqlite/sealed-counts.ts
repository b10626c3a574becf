import { floorTo } from '../aggregate-observations.ts';
import type { AggregateQuery, EventFilter } from '../event-store.ts';
import { type Group, groupFor } from '../group-rows.ts';
import { SEALED_COLUMNS } from './count-sealed.ts';
import type { DayReading } from './day-reading.ts';
import { type DayTables, HOUR } from './day-tables.ts';
import { textsOf } from './find-groups.ts';
import { hasMarks } from './find-parts.ts';

/** One of those that sealed parts are counted by. */
export type SealedColumn = (typeof SEALED_COLUMNS)[number];

/** By which of them a question about whole hours is answered; undefined where their counts do not say enough. */
export function sealedColumnOf({
  filter,
  groupBy,
  metrics,
  windowMs = HOUR,
}: AggregateQuery): SealedColumn | undefined {
  const { from: _from, until: _until, ...conditions } = filter;
  const asked = Object.entries(conditions).filter(([, wanted]) => wanted !== undefined && !isNothing(wanted));
  return SEALED_COLUMNS.find(
    (column) =>
      (groupBy.length > 0 || asked.length > 0) &&
      groupBy.every((key) => key === column) &&
      groupBy.length < 2 &&
      asked.every(([condition]) => condition === CONDITIONS[column]) &&
      !metrics.includes('objects') &&
      !metrics.includes('p95Duration') &&
      windowMs % HOUR === 0,
  );
}

/** Adds what sealed parts have in the hours of a range. */
export function addSealedCounts(
  { reading, tables, query, groups }: SealedQuestion,
  column: SealedColumn,
  { from, until }: { readonly from: number; readonly until: number },
): void {
  const { database } = reading;
  if (!hasMarks(database, tables)) return;
  const wanted = wantedOf(query.filter, column);
  const ids = wanted && JSON.stringify([...textsOf(reading, tables, wanted)]);
  const counts = database.prepare(
    `SELECT ${query.groupBy.length > 0 ? 'text' : '-1'} AS text, ${query.windowMs === undefined ? '0' : `slot * ${HOUR}`} AS time,
     sum(count) AS count, min(first + slot * ${HOUR}) AS first, max(last + slot * ${HOUR}) AS last FROM ${tables.sealed}
     WHERE col = ? AND slot >= ? AND slot < ? ${ids === undefined ? '' : 'AND text IN (SELECT value FROM json_each(?))'} GROUP BY 1, 2`,
  );
  const range = [SEALED_COLUMNS.indexOf(column), Math.max(from / HOUR, -MOST), Math.min(until / HOUR, MOST)];
  const readText = database.prepare(`SELECT text FROM ${tables.text} WHERE id = ?`);
  const rows = counts.iterate(...range, ...(ids === undefined ? [] : [ids])) as unknown as Iterable<SealedRow>;
  for (const { text, time, count, first, last } of rows) {
    const value = (readText.get(text) as { readonly text: string } | undefined)?.text ?? '';
    const start = query.windowMs === undefined ? 0 : floorTo(time, query.windowMs);
    const group = groupFor(groups, start, text === -1 ? [] : [value]);
    group.count += count;
    group.first = Math.min(group.first, first);
    group.last = Math.max(group.last, last);
  }
}

/** A question about a day. */
export interface SealedQuestion {
  readonly reading: DayReading;
  readonly tables: DayTables;
  readonly query: AggregateQuery;
  readonly groups: Map<string, Group>;
}

interface SealedRow {
  readonly text: number;
  readonly time: number;
  readonly count: number;
  readonly first: number;
  readonly last: number;
}

const CONDITIONS = { workload: 'workloads', node: 'nodes', template: 'template' } as const;

/** Hours are numbers in the file, which endless ones are not. */
const MOST = 2 ** 40;

function wantedOf(filter: EventFilter, column: SealedColumn): readonly string[] | undefined {
  const wanted = filter[CONDITIONS[column]] ?? [];
  const list = typeof wanted === 'string' ? [wanted] : wanted;
  return list.length === 0 ? undefined : list;
}

function isNothing(wanted: unknown): boolean {
  return typeof wanted === 'object' && wanted !== null && Object.keys(wanted).length === 0;
}
