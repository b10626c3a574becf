import { floorTo } from '../aggregate-observations.ts';
import type { AggregateQuery, AggregateRow, EventFilter } from '../event-store.ts';
import { type Group, groupRows } from '../group-rows.ts';
import type { DayReading } from './day-reading.ts';
import { type DayTables, HOUR, TEN } from './day-tables.ts';
import { findGroups } from './find-groups.ts';
import { findParts } from './find-parts.ts';
import { findPlaces } from './find-places.ts';
import { COUNTED_COLUMNS } from './group-columns.ts';
import { templateReader } from './group-reader.ts';
import { groupSlots } from './group-slots.ts';
import { BLOCK } from './pack-block.ts';
import { daysIn } from './query-days.ts';
import type { ReadPart } from './read-part.ts';
import { addSealedCounts, type SealedQuestion, sealedColumnOf } from './sealed-counts.ts';
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
  const [firstTen, lastTen] = [Math.ceil(from / TEN) * TEN, Math.floor(until / TEN) * TEN];
  const column = sealedColumnOf(query);
  const hours = { from: Math.ceil(from / HOUR) * HOUR, until: Math.floor(until / HOUR) * HOUR };
  for (const tables of daysIn(days, filter)) {
    if (column !== undefined && hours.from < hours.until) {
      const part = { reading, tables, query, groups };
      addSealedCounts(part, column, hours);
      addRows(part, { ...filter, ...hours }, true);
      if (from < hours.from) addRows(part, { ...filter, until: hours.from });
      if (hours.until < until) addRows(part, { ...filter, from: hours.until });
      continue;
    }
    if (!isCounted(query) || firstTen >= lastTen) {
      addRows({ reading, tables, query, groups }, filter);
      continue;
    }
    addCounts({ reading, tables, query, groups }, firstTen, lastTen);
    if (from < firstTen) addRows({ reading, tables, query, groups }, { ...filter, until: firstTen });
    if (lastTen < until) addRows({ reading, tables, query, groups }, { ...filter, from: lastTen });
  }
  return groupRows([...groups.values()], query);
}

type Part = SealedQuestion;

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

/** By the counts of whole hours, and of ten minutes where there is no whole hour. */
function addCounts({ reading, tables, query, groups }: Part, from: number, until: number): void {
  const ids = findGroups(reading, tables, query.filter, tables.counted)?.ids;
  if (ids?.length === 0) return;
  const slots = groupSlots(reading, tables, tables.counted, query.groupBy);
  const { sumsIn, finish } = sumSlots(slots, groups);
  const add = (table: string, slotMs: number, first: number, last: number): void => {
    if (first >= last) return;
    const among = ids === undefined ? '' : 'AND counted IN (SELECT value FROM json_each(?))';
    const counts = reading.database.prepare(
      `SELECT counted, ${query.windowMs === undefined ? '0' : `slot * ${slotMs}`} AS time, sum(count) AS count, min(first) AS first,
       max(last) AS last FROM ${table} WHERE slot >= ? AND slot < ? ${among} GROUP BY 1, 2`,
    );
    const listed = ids === undefined ? [] : [JSON.stringify(ids)];
    const rows = counts.iterate(Math.max(first / slotMs, MIN), Math.min(last / slotMs, MAX), ...listed);
    for (const { counted, time, count, first: since, last: newest } of rows as unknown as Iterable<Counted>) {
      const sums = sumsIn(query.windowMs === undefined ? 0 : floorTo(time, query.windowMs));
      const slot = slots.slotOf[counted] ?? 0;
      sums.count[slot] = (sums.count[slot] ?? 0) + count;
      if (since < (sums.first[slot] ?? 0)) sums.first[slot] = since;
      if (newest > (sums.last[slot] ?? 0)) sums.last[slot] = newest;
    }
  };
  const [first, last] = [Math.ceil(from / HOUR) * HOUR, Math.floor(until / HOUR) * HOUR];
  if (first < last && (query.windowMs ?? HOUR) % HOUR === 0) {
    add(tables.ten, TEN, from, first);
    add(tables.hour, HOUR, first, last);
    add(tables.ten, TEN, last, until);
  } else add(tables.ten, TEN, from, until);
  finish();
}

interface Counted {
  readonly counted: number;
  readonly time: number;
  readonly count: number;
  readonly first: number;
  readonly last: number;
}

/** Nothing that is asked for row by row is asked for all of a large store: objects and percentiles need the rows themselves. */
function addRows({ reading, tables, query, groups }: Part, filter: EventFilter, areOpen = false): void {
  const wanted = findGroups(reading, tables, filter);
  if (wanted?.ids.length === 0) return;
  const slots = groupSlots(reading, tables, tables.groups, query.groupBy);
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
  for (const found of findParts(reading.database, tables, { filter, places, isNewest: false, areOpen })) {
    const part = reading.partOf(tables, found);
    const [times, groupOf, counts, leads] = [
      part.head.until.all(),
      part.head.group.all(),
      part.head.count.all(),
      part.head.lead.all(),
    ];
    let window = Number.NaN;
    let sums: SlotSums | undefined;
    for (const row of wantedRows(found, part, search)) {
      const until = times[row] ?? 0;
      const start = query.windowMs === undefined ? 0 : floorTo(until, query.windowMs);
      if (sums === undefined || start !== window) {
        sums = sumsIn(start);
        window = start;
      }
      const slot = slots.slotOf[groupOf[row] ?? 0] ?? 0;
      const lead = leads[row] ?? 0;
      sums.count[slot] = (sums.count[slot] ?? 0) + (counts[row] ?? 0);
      if (until - lead < (sums.first[slot] ?? 0)) sums.first[slot] = until - lead;
      if (until > (sums.last[slot] ?? 0)) sums.last[slot] = until;
      if (needsDurations) pushTo(sums.durations, slot, lead);
      if (objectOf !== undefined) addInto(sums.objects, slot, objectOf(part, row));
    }
  }
  finish();
}

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

/** Hours are numbers in the file, which endless ones are not. */
const MIN = -(2 ** 40);
const MAX = 2 ** 40;
