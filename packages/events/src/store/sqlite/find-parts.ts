import type { DatabaseSync } from 'node:sqlite';
import type { EventFilter } from '../event-store.ts';
import type { DayReading } from './day-reading.ts';
import type { DayTables } from './day-tables.ts';
import type { FoundPlaces } from './find-places.ts';
import { findTens, type TensTest } from './find-tens.ts';

/** Where rows are that a filter may want. */
export interface FoundPart {
  readonly id: number;
  readonly first: number;
  readonly last: number;
  readonly rows: number;
  readonly sealed: number;
}

/** What is looked for in a day. */
export interface PartSearch {
  readonly filter: EventFilter;
  readonly places: FoundPlaces | undefined;
  readonly isNewest: boolean;
  /** Only those that are not sealed. */
  readonly areOpen?: boolean;
}

/**
 * The parts of a day that may have it, in the order in which they are to be read; parts that are not sealed always may. When many had to
 * be read, those are left out in whose times nothing is counted.
 */
export function* findParts(reading: DayReading, tables: DayTables, search: PartSearch): Iterable<FoundPart> {
  let read = 0;
  let mayBeIn: TensTest = () => true;
  for (const part of partsOf(reading, tables, search)) {
    if (part.sealed !== 0) {
      if (!mayBeIn(part.first, part.last)) continue;
      if (++read === MANY) mayBeIn = findTens(reading, tables, search.filter);
    }
    yield part;
  }
}

/** To read what is counted takes as long as to read some hundreds of them. */
const MANY = 200;

function partsOf(
  { database }: DayReading,
  { part }: DayTables,
  { filter, places, isNewest, areOpen = false }: PartSearch,
): Iterable<FoundPart> {
  const isAnywhere = places === undefined || places.templates !== undefined;
  const conditions = [
    'last >= ?',
    'first < ?',
    ...(areOpen ? ['sealed = 0'] : []),
    ...(isAnywhere ? [] : ['(sealed = 0 OR id IN (SELECT value FROM json_each(?)))']),
  ];
  const found = database.prepare(
    `SELECT id, first, last, rows, sealed FROM ${part} WHERE ${conditions.join(' AND ')} ORDER BY ${isNewest ? 'last DESC' : 'first'}`,
  );
  const range = [filter.from ?? -MOST, filter.until ?? MOST];
  const among = isAnywhere ? [] : [JSON.stringify([...places.rows.keys()])];
  return found.iterate(...range, ...among) as unknown as Iterable<FoundPart>;
}

const MOST = Number.MAX_SAFE_INTEGER;

/** Whether a part of the day has been sealed. */
export function hasMarks(database: DatabaseSync, { mark }: DayTables): boolean {
  return database.prepare('SELECT 1 FROM sqlite_schema WHERE name = ?').get(mark) !== undefined;
}
