import { floorTo } from '../aggregate-observations.ts';
import type { AggregateQuery } from '../event-store.ts';
import type { Group } from '../group-rows.ts';
import type { DayReading } from './day-reading.ts';
import { type DayTables, HOUR, TEN } from './day-tables.ts';
import { findGroups } from './find-groups.ts';
import { hasMarks } from './find-parts.ts';
import { groupSlots } from './group-slots.ts';
import { type CountKind, readCounts } from './slot-counts.ts';
import { sumSlots } from './sum-slots.ts';

/** A question about a day. */
export interface DayQuestion {
  readonly reading: DayReading;
  readonly tables: DayTables;
  readonly query: AggregateQuery;
  readonly groups: Map<string, Group>;
}

/** Adds what sealed parts have: by the counts of whole hours, and of ten minutes where there is no whole hour. */
export function sumCounts(
  { reading, tables, query, groups }: DayQuestion,
  kind: CountKind,
  { from, until }: { readonly from: number; readonly until: number },
): void {
  if (!hasMarks(reading.database, tables)) return;
  const { windowMs, filter, groupBy } = query;
  const table = kind === 'counted' ? tables.counted : tables.groups;
  const wanted = findGroups(reading, tables, filter, table);
  if (wanted?.count === 0) return;
  const slots = groupSlots(reading, tables, table, groupBy);
  const column = kind === 'counted' ? undefined : reading.columnOf(table, kind);
  const slotOf = column === undefined ? slots.slotOf : byText(column, slots.slotOf);
  const isIn = wanted && column !== undefined ? byText(column, wanted.isIn) : wanted?.isIn;
  const { sumsIn, finish } = sumSlots(slots, groups);
  const add = (slotMs: number, range: { readonly from: number; readonly until: number }): void => {
    if (range.from >= range.until) return;
    for (const { start, ids, count, first, last } of readCounts(reading.database, tables, { kind, slotMs, ...range })) {
      const sums = sumsIn(windowMs === undefined ? 0 : floorTo(start, windowMs));
      for (let nth = 0; nth < ids.length; nth++) {
        const id = ids[nth] ?? 0;
        if (isIn !== undefined && isIn[id] !== 1) continue;
        const slot = slotOf[id] ?? 0;
        sums.count[slot] = (sums.count[slot] ?? 0) + (count[nth] ?? 0);
        if ((first[nth] ?? 0) < (sums.first[slot] ?? 0)) sums.first[slot] = first[nth] ?? 0;
        if ((last[nth] ?? 0) > (sums.last[slot] ?? 0)) sums.last[slot] = last[nth] ?? 0;
      }
    }
  };
  const hours = { from: Math.ceil(from / HOUR) * HOUR, until: Math.floor(until / HOUR) * HOUR };
  if (hours.from < hours.until && (windowMs ?? HOUR) % HOUR === 0) {
    add(TEN, { from, until: hours.from });
    add(HOUR, hours);
    add(TEN, { from: hours.until, until });
  } else add(TEN, { from, until });
  finish();
}

/** What is known by the number of a group, by the number of a text that the groups have; all groups of a text say the same. */
function byText(column: Int32Array, values: Int32Array | Uint8Array): Int32Array {
  let most = 0;
  for (const text of column) if (text > most) most = text;
  const found = new Int32Array(most + 1);
  for (let group = 1; group < column.length; group++) found[column[group] ?? 0] = values[group] ?? 0;
  return found;
}
