import type { DatabaseSync } from 'node:sqlite';
import { hashText } from '../../observe/hash-text.ts';
import { COUNTED_COLUMNS, GROUP_COLUMNS } from './group-columns.ts';

/** In ms. */
export const DAY = 86_400_000;
/** In ms. */
export const HOUR = 3_600_000;
/** Ten minutes, in ms. */
export const TEN = 600_000;

/** The names of a day's tables. Everything that its rows refer to is in tables of the day, so that it goes with them. */
export function tablesOf(day: number): DayTables {
  const prefix = `d${day < 0 ? 'm' : ''}${Math.abs(day)}`;
  return {
    day,
    text: `${prefix}_text`,
    groups: `${prefix}_group`,
    counted: `${prefix}_counted`,
    part: `${prefix}_part`,
    block: `${prefix}_block`,
    run: `${prefix}_run`,
    mark: `${prefix}_mark`,
    counts: `${prefix}_counts`,
  };
}

/** The tables of one day. */
export interface DayTables {
  readonly day: number;
  /** Texts by number. */
  readonly text: string;
  readonly groups: string;
  /** What of the groups rows are counted by. */
  readonly counted: string;
  /** The rows: some thousands of them in each part, packed; what they are counted and chosen by. */
  readonly part: string;
  /** The rest of the rows, some hundreds in each. */
  readonly block: string;
  /** Lists of where things stand in sealed parts. Not there before a part is sealed, as the next two. */
  readonly run: string;
  /** Pieces of those lists. */
  readonly mark: string;
  /** How much sealed parts have of what in each hour and in each ten minutes. */
  readonly counts: string;
}

/** Makes them. */
export function createDay(database: DatabaseSync, tables: DayTables): void {
  const { day, text, groups, counted, part, block } = tables;
  database.exec(`
    INSERT INTO days VALUES (${day});
    CREATE TABLE ${text} (id INTEGER PRIMARY KEY, hash INTEGER, text TEXT NOT NULL);
    CREATE INDEX ${text}_hash ON ${text} (hash);
    CREATE TABLE ${groups} (id INTEGER PRIMARY KEY, hash INTEGER, counted INTEGER, ${integers(GROUP_COLUMNS)});
    CREATE INDEX ${groups}_hash ON ${groups} (hash);
    CREATE TABLE ${counted} (id INTEGER PRIMARY KEY, ${integers(COUNTED_COLUMNS)});
    CREATE TABLE ${part} (id INTEGER PRIMARY KEY, first INTEGER, last INTEGER, rows INTEGER, sealed INTEGER, head BLOB);
    CREATE INDEX ${part}_range ON ${part} (last, first, sealed, rows);
    CREATE TABLE ${block} (id INTEGER PRIMARY KEY, body BLOB);
  `);
}

function integers(columns: readonly string[]): string {
  return columns.map((each) => `${each} INTEGER`).join(', ');
}

/** Makes those that only a day of many rows needs. */
export function createMarks(database: DatabaseSync, { run, mark, counts }: DayTables): void {
  database.exec(`
    CREATE TABLE IF NOT EXISTS ${run} (id INTEGER PRIMARY KEY, level INTEGER, first INTEGER, last INTEGER);
    CREATE TABLE IF NOT EXISTS ${mark} (id INTEGER PRIMARY KEY, run INTEGER, first INTEGER, last INTEGER, body BLOB);
    CREATE INDEX IF NOT EXISTS ${mark}_range ON ${mark} (run, last, first);
    CREATE TABLE IF NOT EXISTS ${counts} (id INTEGER PRIMARY KEY, body BLOB);
  `);
}

/** Removes them; that is all it takes for a day to be gone. */
export function dropDay(database: DatabaseSync, { day, ...tables }: DayTables): void {
  database.exec(
    Object.values(tables)
      .map((table) => `DROP TABLE IF EXISTS ${table};`)
      .join(' '),
  );
  database.exec(`DELETE FROM days WHERE day = ${day}`);
}

/** What texts are found by. */
export function hashOf(text: string): number {
  hashText(text, words);
  return words[0] ?? 0;
}

const words = new Uint32Array(3);
