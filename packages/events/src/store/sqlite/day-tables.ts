import type { DatabaseSync } from 'node:sqlite';
import { GROUP_COLUMNS } from './group-columns.ts';

/** In ms. */
export const DAY = 86_400_000;
/** In ms. */
export const HOUR = 3_600_000;
/**
 * The key of a row: the ms of its day, and 20 bits that its id gives. Rows lie in the order of time without an index, and the same
 * observation has the same key, so that it is known again without one.
 */
export const SLOTS: number = 2 ** 20;

/** The names of a day's tables. Everything that its rows refer to is in tables of the day, so that it goes with them. */
export function tablesOf(day: number): DayTables {
  const prefix = `d${day < 0 ? 'm' : ''}${Math.abs(day)}`;
  return {
    day,
    text: `${prefix}_text`,
    groups: `${prefix}_group`,
    object: `${prefix}_object`,
    message: `${prefix}_message`,
    words: `${prefix}_words`,
    row: `${prefix}_row`,
    hour: `${prefix}_hour`,
  };
}

/** The tables of one day. */
export interface DayTables {
  readonly day: number;
  /** Texts by number. */
  readonly text: string;
  readonly groups: string;
  readonly object: string;
  /** Messages, as what their templates leave open. */
  readonly message: string;
  /** Words of the messages. */
  readonly words: string;
  readonly row: string;
  /** How much of each group there was in each hour. */
  readonly hour: string;
}

/** Makes them. */
export function createDay(database: DatabaseSync, tables: DayTables): void {
  const { day, text, groups, object, message, words, row, hour } = tables;
  database.exec(`
    INSERT INTO days VALUES (${day});
    CREATE TABLE ${text} (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);
    CREATE TABLE ${groups} (id INTEGER PRIMARY KEY, ${GROUP_COLUMNS.map((each) => `${each} INTEGER`).join(', ')});
    CREATE TABLE ${object} (id INTEGER PRIMARY KEY, name TEXT NOT NULL, uid);
    CREATE INDEX ${object}_name ON ${object} (name);
    CREATE TABLE ${message} (id INTEGER PRIMARY KEY, text TEXT NOT NULL);
    CREATE VIRTUAL TABLE ${words} USING fts5 (text, content = '', detail = none, columnsize = 0);
    CREATE TABLE ${row} (key INTEGER PRIMARY KEY, "group" INTEGER, object INTEGER, message INTEGER, lead INTEGER, lag INTEGER,
      count INTEGER, version, flags INTEGER, identity, incident INTEGER, more TEXT);
    CREATE INDEX ${row}_group ON ${row} ("group");
    CREATE INDEX ${row}_object ON ${row} (object);
    CREATE INDEX ${row}_incident ON ${row} (incident) WHERE incident IS NOT NULL;
    CREATE TABLE ${hour} ("group" INTEGER, hour INTEGER, count INTEGER, rows INTEGER, first INTEGER, last INTEGER,
      PRIMARY KEY ("group", hour)) WITHOUT ROWID;
  `);
}

/** Removes them; that is all it takes for a day to be gone. */
export function dropDay(database: DatabaseSync, { day, ...tables }: DayTables): void {
  database.exec(
    Object.values(tables)
      .map((table) => `DROP TABLE ${table};`)
      .join(' '),
  );
  database.exec(`DELETE FROM days WHERE day = ${day}`);
}
