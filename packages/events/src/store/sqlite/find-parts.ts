import type { DatabaseSync } from 'node:sqlite';
import type { EventFilter } from '../event-store.ts';
import type { DayTables } from './day-tables.ts';
import { markOf } from './seal-part.ts';
import { wordQuery } from './words-of.ts';

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
  /** Numbers of groups; undefined for all. */
  readonly groups: readonly number[] | undefined;
  readonly isNewest: boolean;
  /** Only those that are not sealed. */
  readonly areOpen?: boolean;
}

/** The parts of a day that may have it, in the order in which they are to be read; parts that are not sealed always may. */
export function findParts(database: DatabaseSync, tables: DayTables, search: PartSearch): Iterable<FoundPart> {
  const { filter, groups, isNewest, areOpen = false } = search;
  const conditions = ['last >= ?', 'first < ?', ...(areOpen ? ['sealed = 0'] : [])];
  const values: (string | number)[] = [filter.from ?? -MOST, filter.until ?? MOST];
  if (!areOpen && hasMarks(database, tables)) {
    const marked = (hashes: readonly number[]): void => {
      conditions.push(
        `(sealed = 0 OR id IN (SELECT part FROM ${tables.mark} WHERE hash IN (SELECT value FROM json_each(?))))`,
      );
      values.push(JSON.stringify(hashes));
    };
    const { names = [], correlationId, text } = filter;
    if (names.length > 0) marked(names.map(markOf.name));
    if (correlationId !== undefined) marked([markOf.incident(correlationId)]);
    if (groups !== undefined && areRare(database, tables, groups)) marked(groups.map(markOf.group));
    const match = text === undefined ? undefined : wordQuery(text).match;
    if (match !== undefined) {
      conditions.push(`(sealed = 0 OR id IN (SELECT rowid FROM ${tables.words} WHERE ${tables.words} MATCH ?))`);
      values.push(match);
    }
  }
  const order = isNewest ? 'last DESC' : 'first';
  return database
    .prepare(
      `SELECT id, first, last, rows, sealed FROM ${tables.part} WHERE ${conditions.join(' AND ')} ORDER BY ${order}`,
    )
    .iterate(...values) as unknown as Iterable<FoundPart>;
}

const MOST = Number.MAX_SAFE_INTEGER;

/** Whether a part of the day has been sealed. */
export function hasMarks(database: DatabaseSync, { mark }: DayTables): boolean {
  return database.prepare('SELECT 1 FROM sqlite_schema WHERE name = ?').get(mark) !== undefined;
}

/** What is in nearly every part is found without being looked for. */
function areRare(database: DatabaseSync, { mark, part }: DayTables, groups: readonly number[]): boolean {
  if (groups.length > MOST_GROUPS) return false;
  const count = database.prepare(
    `SELECT count(*) AS some FROM (SELECT 1 FROM ${mark} WHERE hash IN (SELECT value FROM json_each(?)) LIMIT ?)`,
  );
  const { every } = database.prepare(`SELECT count(*) AS every FROM ${part}`).get() as { every: number };
  const most = Math.ceil(every / 4);
  // To count them all may take longer than to read the parts.
  const { some } = count.get(JSON.stringify(groups.map(markOf.group)), most) as { some: number };
  return some < most;
}

const MOST_GROUPS = 1000;
