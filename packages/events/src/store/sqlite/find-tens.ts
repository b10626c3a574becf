import type { EventFilter } from '../event-store.ts';
import type { DayReading } from './day-reading.ts';
import { DAY, type DayTables, HOUR, TEN } from './day-tables.ts';
import { findGroups } from './find-groups.ts';
import { type CountKind, readCounts } from './slot-counts.ts';

/** Says of a range of a day whether sealed parts may have something in it that a filter wants. */
export type TensTest = (first: number, last: number) => boolean;

/** By the counts of hours, and in those that have some by the counts of ten minutes, so that what is rare is not looked for everywhere. */
export function findTens(reading: DayReading, tables: DayTables, filter: EventFilter): TensTest {
  const day = tables.day * DAY;
  const from = Math.max(day, Math.floor((filter.from ?? day) / HOUR) * HOUR);
  const until = Math.min(day + DAY, Math.ceil((filter.until ?? day + DAY) / HOUR) * HOUR);
  const has = new Uint8Array(DAY / TEN).fill(1);
  for (const [kind, among] of conditionsOf(filter)) {
    const isIn = wantedIds(reading, tables, kind, among);
    if (isIn === undefined) continue;
    const found = new Uint8Array(DAY / TEN);
    const mark = (slotMs: number, from: number, until: number): void => {
      for (const { start, ids } of readCounts(reading.database, tables, { kind, slotMs, from, until }))
        if (ids.some((id) => isIn[id] === 1)) found.fill(1, (start - day) / TEN, (start - day + slotMs) / TEN);
    };
    mark(HOUR, from, until);
    for (let hour = from; hour < until && isRare(found); hour += HOUR) {
      const ten = (hour - day) / TEN;
      if (found[ten] !== 1) continue;
      found.fill(0, ten, ten + HOUR / TEN);
      mark(TEN, hour, hour + HOUR);
    }
    for (let ten = 0; ten < has.length; ten++) if (found[ten] === 0) has[ten] = 0;
  }
  return (first, last) => has.subarray(Math.floor((first - day) / TEN), Math.floor((last - day) / TEN) + 1).includes(1);
}

/** What is in most hours is not looked for in their parts. */
function isRare(found: Uint8Array): boolean {
  let tens = 0;
  for (const each of found) tens += each;
  return tens < found.length / 2;
}

/** What of a filter each kind of counts knows. */
function conditionsOf({
  workloads,
  nodes,
  template,
  ...filter
}: EventFilter): readonly (readonly [CountKind, EventFilter])[] {
  const { labels: _labels, ...counted } = filter;
  return [
    ['counted', counted],
    ['workload', workloads === undefined ? {} : { workloads }],
    ['node', nodes === undefined ? {} : { nodes }],
    ['template', template === undefined ? {} : { template }],
  ];
}

/** 1 at the number of each; undefined for all. */
function wantedIds(
  reading: DayReading,
  tables: DayTables,
  kind: CountKind,
  filter: EventFilter,
): Uint8Array | undefined {
  if (kind === 'counted') return findGroups(reading, tables, filter, tables.counted)?.isIn;
  const groups = findGroups(reading, tables, filter);
  if (groups === undefined) return undefined;
  const column = reading.columnOf(tables.groups, kind);
  const isIn = new Uint8Array(column.reduce((most, each) => Math.max(most, each), 0) + 1);
  for (let group = 1; group < column.length; group++) if (groups.isIn[group] === 1) isIn[column[group] ?? 0] = 1;
  return isIn;
}
