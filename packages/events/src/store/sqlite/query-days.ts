import type { DatabaseSync } from 'node:sqlite';
import type { Observation } from '../../observation.ts';
import type { EventFilter, EventPage, Page } from '../event-store.ts';
import { BadCursor, readCursor, writeCursor } from '../page-cursor.ts';
import { DAY, type DayTables, HOUR, SLOTS } from './day-tables.ts';
import { FLAGS } from './day-writer.ts';
import { findGroups } from './find-groups.ts';
import { fromGroup, GROUP_COLUMNS, type GroupPart, type GroupTexts } from './group-columns.ts';
import { unpackIdentity } from './pack-identity.ts';
import { unpackMessage } from './pack-message.ts';
import { rowConditions } from './row-conditions.ts';

/** A page of what a filter finds, day by day until it is full. */
export function queryDays(
  database: DatabaseSync,
  days: readonly DayTables[],
  filter: EventFilter,
  page: Page,
): EventPage {
  const isNewest = page.order !== 'oldest';
  const after = page.cursor === undefined ? undefined : placeOf(page.cursor);
  const items: Observation[] = [];
  let last: { readonly day: number; readonly key: number } | undefined;
  for (const tables of daysIn(days, filter).toSorted((a, b) => (isNewest ? b.day - a.day : a.day - b.day))) {
    if (after !== undefined && (isNewest ? tables.day > after.day : tables.day < after.day)) continue;
    const beyond = after?.day === tables.day ? after.key : undefined;
    // One more than asked for says whether there is another page.
    const rows = findRows(database, tables, filter, { isNewest, beyond, limit: page.limit + 1 - items.length });
    const groupOf = groupReader(database, tables);
    for (const row of rows) {
      if (items.length === page.limit) return { items, cursor: last && cursorOf(last) };
      items.push(toObservation(tables, groupOf(row.group), row));
      last = { day: tables.day, key: row.key };
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

interface Row {
  readonly key: number;
  readonly group: number;
  readonly name: string;
  readonly uid: Uint8Array | string | null;
  readonly text: string;
  readonly lead: number;
  readonly lag: number;
  readonly count: number;
  readonly version: number | string;
  readonly flags: number;
  readonly identity: Uint8Array | string;
  readonly incident: string | null;
  readonly more: string | null;
}

interface Part {
  readonly isNewest: boolean;
  /** The key that the page before ended with. */
  readonly beyond: number | undefined;
  readonly limit: number;
}

function findRows(database: DatabaseSync, tables: DayTables, filter: EventFilter, part: Part): readonly Row[] {
  const groups = findGroups(database, tables, filter);
  if (groups?.length === 0) return [];
  const { conditions: own, values, index } = rowConditions(tables, filter);
  const conditions = [...own];
  const bound: (string | number)[] = [...values];
  if (part.beyond !== undefined) {
    conditions.push(part.isNewest ? 'key < ?' : 'key > ?');
    bound.push(part.beyond);
  }
  let by = index === undefined ? 'NOT INDEXED' : `INDEXED BY ${index}`;
  if (groups !== undefined) {
    const list = JSON.stringify(groups);
    const plan =
      index === undefined && filter.text === undefined ? planGroups(database, tables, list, filter, part) : undefined;
    if (plan === 'none') return [];
    if (plan !== undefined) {
      conditions.push(part.isNewest ? 'key >= ?' : 'key < ?');
      bound.push(plan.edge);
      if (plan.isRare) by = `INDEXED BY ${tables.row}_group`;
    }
    conditions.push('"group" IN (SELECT value FROM json_each(?))');
    bound.push(list);
  }
  const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
  const order = `ORDER BY key ${part.isNewest ? 'DESC' : 'ASC'}`;
  return database
    .prepare(
      `SELECT r.*, o.name, o.uid, m.text, t.text AS incident
       FROM (SELECT key FROM ${tables.row} ${by} ${where} ${order} LIMIT ?) AS k JOIN ${tables.row} AS r ON r.key = k.key
       JOIN ${tables.object} AS o ON o.id = r.object JOIN ${tables.message} AS m ON m.id = r.message
       LEFT JOIN ${tables.text} AS t ON t.id = r.incident ORDER BY r.${order.slice(9)}`,
    )
    .all(...bound, part.limit) as unknown as readonly Row[];
}

/**
 * How far to look for rows of some groups: the counts by hour say which hours hold enough. Where they are a small part of all that
 * lies there, each group is looked up; else all is read in the order of time.
 */
function planGroups(
  database: DatabaseSync,
  tables: DayTables,
  groups: string,
  { from, until }: EventFilter,
  { isNewest, beyond, limit }: Part,
): { readonly edge: number; readonly isRare: boolean } | 'none' {
  const start = (tables.day * DAY) / HOUR;
  const hourOf = (key: number): number => start + Math.floor(key / SLOTS / HOUR);
  const found = database
    .prepare(
      `SELECT hour, sum(rows) AS rows FROM ${tables.hour} WHERE "group" IN (SELECT value FROM json_each(?))
       GROUP BY hour ORDER BY hour ${isNewest ? 'DESC' : 'ASC'}`,
    )
    .all(groups) as unknown as readonly { readonly hour: number; readonly rows: number }[];
  // Of the hours in which the range or the page before ends nobody knows how much of them is asked for.
  const edgeOfRange = isNewest ? until : from;
  const partly = [
    ...(beyond === undefined ? [] : [hourOf(beyond)]),
    ...(edgeOfRange === undefined ? [] : [Math.floor(edgeOfRange / HOUR)]),
  ];
  let wanted = limit;
  let matching = 0;
  let last: number | undefined;
  for (const { hour, rows } of found) {
    if (isNewest ? hour > Math.min(...partly) : hour < Math.max(...partly)) continue;
    last = hour;
    matching += rows;
    if (!partly.includes(hour)) wanted -= rows;
    if (wanted <= 0) break;
  }
  if (last === undefined) return 'none';
  const edge = (last - start + (isNewest ? 0 : 1)) * HOUR * SLOTS;
  return { edge, isRare: matching < 20 * limit };
}

function toObservation(tables: DayTables, group: GroupPart, row: Row): Observation {
  const until = tables.day * DAY + Math.floor(row.key / SLOTS);
  const about = { ...group.about, name: row.name, uid: unpackUid(row.uid, row.name) };
  const { id, ...event } = unpackIdentity(row.identity, about);
  const isWhole = (row.flags & FLAGS.wholeMessage) !== 0;
  return {
    ...group,
    id,
    from: until - row.lead,
    until,
    seenAt: until + row.lag,
    count: row.count,
    message: isWhole ? row.text : unpackMessage(row.text, group.template?.text ?? ''),
    about,
    related: row.more === null ? undefined : JSON.parse(row.more),
    event: { ...event, resourceVersion: String(row.version) },
    isCensored: (row.flags & FLAGS.censored) !== 0,
    isCombined: (row.flags & FLAGS.combined) !== 0,
    ...(row.incident !== null && { correlationId: row.incident }),
  };
}

/** Groups by number; each is read once. */
function groupReader(database: DatabaseSync, { groups, text }: DayTables): (id: number) => GroupPart {
  const columns = GROUP_COLUMNS.map((each) => `(SELECT text FROM ${text} WHERE id = g.${each}) AS ${each}`);
  const read = database.prepare(`SELECT ${columns.join(', ')} FROM ${groups} AS g WHERE id = ?`);
  const known = new Map<number, GroupPart>();
  return (id) => {
    const group = known.get(id) ?? fromGroup(read.get(id) as unknown as GroupTexts);
    known.set(id, group);
    return group;
  };
}

function unpackUid(uid: Uint8Array | string | null, name: string): string {
  if (uid === null) return name;
  if (typeof uid === 'string') return uid;
  return Buffer.from(uid)
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

function cursorOf({ day, key }: { readonly day: number; readonly key: number }): string {
  return writeCursor({ time: key, id: String(day) });
}

function placeOf(cursor: string): { readonly day: number; readonly key: number } {
  const { time, id } = readCursor(cursor);
  const day = Number(id);
  if (!Number.isSafeInteger(day)) throw new BadCursor(cursor);
  return { day, key: time };
}
