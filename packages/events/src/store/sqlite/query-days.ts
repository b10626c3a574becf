import type { Observation } from '../../observation.ts';
import type { EventFilter, EventPage, Page } from '../event-store.ts';
import { readCursor, writeCursor } from '../page-cursor.ts';
import type { DayReading } from './day-reading.ts';
import { DAY, type DayTables } from './day-tables.ts';
import { findGroups } from './find-groups.ts';
import { findParts } from './find-parts.ts';
import { findPlaces } from './find-places.ts';
import { groupReader, templateReader } from './group-reader.ts';
import { compareRows, fromPartRow, type PartRow, type RowPlace } from './part-row.ts';
import { wantedRows } from './wanted-rows.ts';

/** A page of what a filter finds, day by day until it is full. */
export function queryDays(reading: DayReading, days: readonly DayTables[], filter: EventFilter, page: Page): EventPage {
  const isNewest = page.order !== 'oldest';
  const after = page.cursor === undefined ? undefined : placeOf(page.cursor);
  const items: Observation[] = [];
  for (const tables of daysIn(days, filter).toSorted((a, b) => (isNewest ? b.day - a.day : a.day - b.day))) {
    if (after !== undefined && (isNewest ? tables.day * DAY > after.until : (tables.day + 1) * DAY <= after.until))
      continue;
    const groupOf = groupReader(reading, tables);
    // One more than asked for says whether there is another page.
    const wanted = { filter, isNewest, after, limit: page.limit + 1 - items.length };
    for (const row of findRows(reading, tables, wanted)) {
      const last = items.at(-1);
      if (items.length === page.limit) return { items, cursor: last && writeCursor({ time: last.until, id: last.id }) };
      items.push(fromPartRow(row, groupOf(row.group)));
    }
  }
  return { items, cursor: undefined };
}

/** The days that a range touches. */
export function daysIn(days: readonly DayTables[], { from, until }: EventFilter): readonly DayTables[] {
  return days.filter(
    ({ day }) => (from === undefined || (day + 1) * DAY > from) && (until === undefined || day * DAY < until),
  );
}

interface Wanted {
  readonly filter: EventFilter;
  readonly isNewest: boolean;
  /** Where the page before ended. */
  readonly after: RowPlace | undefined;
  readonly limit: number;
}

/** Part by part, until no other one can have a row that comes before those that were found. */
function findRows(reading: DayReading, tables: DayTables, wanted: Wanted): readonly PartRow[] {
  const { filter, isNewest, after, limit } = wanted;
  const groups = findGroups(reading, tables, filter);
  if (groups?.count === 0) return [];
  const places = findPlaces(reading, tables, filter);
  const search = {
    groups: groups?.isIn,
    filter: after === undefined ? filter : withoutPages(filter, after, isNewest),
    templates: templateReader(reading, tables),
    places,
    isNewest,
  };
  const inOrder = isNewest ? (a: RowPlace, b: RowPlace) => compareRows(b, a) : compareRows;
  let found: PartRow[] = [];
  for (const place of findParts(reading, tables, { filter: search.filter, places, isNewest })) {
    const { first, last } = place;
    const edge = found.length < limit ? undefined : found[limit - 1];
    if (edge !== undefined && (isNewest ? edge.until > last : edge.until < first)) break;
    const part = reading.partOf(tables, place);
    const before = found.length;
    for (const row of wantedRows(place, part, search)) {
      if (found.length - before >= limit) break;
      const until = part.head.until(row);
      if (after?.until === until && inOrder({ until, id: part.id(row) }, after) <= 0) continue;
      found.push(part.row(row));
    }
    if (found.length > before && before > 0) found = found.sort(inOrder).slice(0, limit);
  }
  return found.slice(0, limit);
}

/** What the pages before did not show, and what is of the moment of their last row. */
function withoutPages(filter: EventFilter, after: RowPlace, isNewest: boolean): EventFilter {
  return isNewest
    ? { ...filter, until: Math.min(filter.until ?? after.until + 1, after.until + 1) }
    : { ...filter, from: Math.max(filter.from ?? after.until, after.until) };
}

function placeOf(cursor: string): RowPlace {
  const { time, id } = readCursor(cursor);
  return { until: time, id };
}
