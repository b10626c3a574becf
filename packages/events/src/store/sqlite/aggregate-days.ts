import { floorTo } from '../aggregate-observations.ts';
import type { AggregateQuery, AggregateRow, EventFilter } from '../event-store.ts';
import { type Group, groupRows } from '../group-rows.ts';
import { countKindOf } from './count-question.ts';
import type { DayReading } from './day-reading.ts';
import { type DayTables, TEN } from './day-tables.ts';
import { findGroups } from './find-groups.ts';
import { findParts } from './find-parts.ts';
import { findPlaces } from './find-places.ts';
import { templateReader } from './group-reader.ts';
import { groupSlots } from './group-slots.ts';
import { BLOCK } from './pack-block.ts';
import { daysIn } from './query-days.ts';
import type { ReadPart } from './read-part.ts';
import { type DayQuestion, sumCounts } from './sum-counts.ts';
import { type SlotSums, sumSlots } from './sum-slots.ts';
import { wantedRows } from './wanted-rows.ts';

/** Groups from the counts where they say enough, and from the rows at the ends of the range and for all else. */
export function aggregateDays(
  reading: DayReading,
  days: readonly DayTables[],
  query: AggregateQuery,
): readonly AggregateRow[] {
  const { filter } = query;
  const groups = new Map<string, Group>();
  const from = filter.from ?? Number.NEGATIVE_INFINITY;
  const until = filter.until ?? Number.POSITIVE_INFINITY;
  // What lies between those is counted already.
  const tens = { from: Math.ceil(from / TEN) * TEN, until: Math.floor(until / TEN) * TEN };
  const kind = tens.from < tens.until ? countKindOf(query) : undefined;
  for (const tables of daysIn(days, filter)) {
    const question = { reading, tables, query, groups };
    if (kind === undefined) {
      addRows(question, filter);
      continue;
    }
    sumCounts(question, kind, tens);
    addRows(question, { ...filter, ...tens }, true);
    if (from < tens.from) addRows(question, { ...filter, until: tens.from });
    if (tens.until < until) addRows(question, { ...filter, from: tens.until });
  }
  return groupRows([...groups.values()], query);
}

/** Nothing that is asked for row by row is asked for all of a large store: objects and percentiles need the rows themselves. */
function addRows({ reading, tables, query, groups }: DayQuestion, filter: EventFilter, areOpen = false): void {
  const wanted = findGroups(reading, tables, filter);
  if (wanted?.count === 0) return;
  const slots = groupSlots(reading, tables, tables.groups, query.groupBy);
  const { slotOf } = slots;
  const { windowMs } = query;
  const { sumsIn, finish } = sumSlots(slots, groups);
  const objectOf = query.metrics.includes('objects') ? objectNames(reading, tables) : undefined;
  const needsDurations = query.metrics.includes('p95Duration');
  const places = findPlaces(reading, tables, filter);
  const search = {
    groups: wanted?.isIn,
    filter,
    templates: templateReader(reading, tables),
    places,
    isNewest: false,
  };
  for (const found of findParts(reading, tables, { filter, places, isNewest: false, areOpen })) {
    const part = reading.partOf(tables, found);
    const [times, groupOf, counts, leads] = [
      part.head.until.all(memory.until),
      part.head.group.all(memory.group),
      part.head.count.all(memory.count),
      part.head.lead.all(memory.lead),
    ];
    let window = Number.NaN;
    let sums = NONE;
    let { count, first, last } = sums;
    for (const row of wantedRows(found, part, search)) {
      const until = times[row] ?? 0;
      const start = windowMs === undefined ? 0 : floorTo(until, windowMs);
      if (start !== window) {
        sums = sumsIn(start);
        ({ count, first, last } = sums);
        window = start;
      }
      const slot = slotOf[groupOf[row] ?? 0] ?? 0;
      const lead = leads[row] ?? 0;
      count[slot] = (count[slot] ?? 0) + (counts[row] ?? 0);
      if (until - lead < (first[slot] ?? 0)) first[slot] = until - lead;
      if (until > (last[slot] ?? 0)) last[slot] = until;
      if (needsDurations) pushTo(sums.durations, slot, lead);
      if (objectOf !== undefined) addInto(sums.objects, slot, objectOf(part, row));
    }
  }
  finish();
}

/** Of the part whose rows are added. */
const memory = {
  until: new Float64Array(8192),
  group: new Int32Array(8192),
  count: new Int32Array(8192),
  lead: new Int32Array(8192),
};

/** Before the first row. */
const NONE: SlotSums = {
  count: new Float64Array(),
  first: new Float64Array(),
  last: new Float64Array(),
  objects: new Map(),
  durations: new Map(),
};

/** Numbers are of one day, so that what is the same on two days has to be told by its names. */
function objectNames(reading: DayReading, tables: DayTables): (part: ReadPart, row: number) => string {
  const { slotOf, textsOf } = groupSlots(reading, tables, tables.groups, ['namespace', 'kind', 'cluster']);
  const known: string[] = [];
  return ({ head, blockOf }, row) => {
    const slot = slotOf[head.group(row)] ?? 0;
    known[slot] ??= textsOf(slot).join('\0');
    return `${known[slot]}\0${blockOf(row).name(row % BLOCK)}`;
  };
}

function pushTo(lists: Map<number, number[]>, slot: number, value: number): void {
  const list = lists.get(slot);
  if (list === undefined) lists.set(slot, [value]);
  else list.push(value);
}

function addInto(sets: Map<number, Set<string>>, slot: number, value: string): void {
  const set = sets.get(slot);
  if (set === undefined) sets.set(slot, new Set([value]));
  else set.add(value);
}
