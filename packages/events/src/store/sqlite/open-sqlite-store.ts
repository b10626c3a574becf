import type { DatabaseSync } from 'node:sqlite';
import type { Incident } from '../../incident.ts';
import type { EventStore, RetentionPolicy, StoreBatch } from '../event-store.ts';
import { checkExpected } from '../superseded.ts';
import { createDay, DAY, type DayTables, dropDay, tablesOf } from './day-tables.ts';
import { type DayWriter, dayWriter } from './day-writer.ts';
import { incidentWriter } from './incident-rows.ts';
import { packJson, unpackJson } from './pack-json.ts';
import { daysIn, readSqlite, type StoreQuestions } from './read-sqlite.ts';
import { retainDays } from './retain-days.ts';

/** Why a file cannot be used as a store. */
export interface UnusableFile {
  readonly unusable: string;
}

/**
 * A store in one file, with a set of tables for each day, so that old days are dropped and never searched for. One process writes;
 * others may read. What was acknowledged is there when the process is killed.
 *
 * @param options `synchronous`: `full` also outlives a machine that loses its power, at the price of a flush to the disk for each batch
 */
export function openSqliteStore(file: string, options: SqliteOptions = {}): EventStore | UnusableFile {
  return open(file, {}, (database) => {
    prepare(database, options.synchronous ?? 'normal');
    return storeIn(database);
  });
}

/** How an SQLite file is written. */
export interface SqliteOptions {
  readonly synchronous?: 'normal' | 'full';
}

/** Only for questions, by a connection of its own: who asks never waits for who writes, nor the other way round. */
export function openSqliteReader(file: string): (StoreQuestions & AsyncDisposable) | UnusableFile {
  return open(file, { readOnly: true }, (database) => {
    database.exec(CACHE);
    return {
      ...readSqlite(database),
      async [Symbol.asyncDispose]() {
        if (database.isOpen) database.close();
      },
    };
  });
}

function open<T>(
  file: string,
  how: { readonly readOnly?: boolean },
  use: (database: DatabaseSync) => T,
): T | UnusableFile {
  // Loaded here: nobody else should pay for it.
  const { DatabaseSync: Database } = process.getBuiltinModule('node:sqlite');
  let database: DatabaseSync | undefined;
  try {
    database = new Database(file, how);
    refuseOthers(database);
    return use(database);
  } catch (error) {
    if (!(error instanceof Error && 'errcode' in error) && !(error instanceof OtherFormat)) throw error;
    database?.close();
    return { unusable: error.message };
  }
}

/** 16 MiB, for each connection. */
const CACHE = 'PRAGMA cache_size = -16384';

class OtherFormat extends Error {}

/** Of the tables; written into the file. */
const FORMAT = 5;

/** Before anything is written: a question that names the wrong file must not change it. */
function refuseOthers(database: DatabaseSync): void {
  database.exec('PRAGMA busy_timeout = 5000');
  // In this order: another process may just be making it.
  const isEmpty = database.prepare('SELECT 1 FROM sqlite_master').get() === undefined;
  const { user_version: format } = database.prepare('PRAGMA user_version').get() as { user_version: number };
  if (format === 0 && !isEmpty) throw new OtherFormat('it is a database of another program');
  if (format !== 0 && format !== FORMAT) throw new OtherFormat(`the file has format ${format}, not ${FORMAT}`);
}

function prepare(database: DatabaseSync, synchronous: string): void {
  // Before the first table: the pages of dropped days are given back to the file system.
  database.exec(`PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL; PRAGMA synchronous = ${synchronous};
    ${CACHE}`);
  // Together: whoever finds tables finds the format.
  database.exec(`
    BEGIN IMMEDIATE;
    CREATE TABLE IF NOT EXISTS days (day INTEGER PRIMARY KEY);
    CREATE TABLE IF NOT EXISTS incidents (id TEXT PRIMARY KEY, until INTEGER, state TEXT, json TEXT);
    CREATE INDEX IF NOT EXISTS incidents_until ON incidents (until, id);
    CREATE TABLE IF NOT EXISTS gaps (start INTEGER, until INTEGER, json TEXT);
    CREATE TABLE IF NOT EXISTS checkpoints (name TEXT PRIMARY KEY, json TEXT) WITHOUT ROWID;
    PRAGMA user_version = ${FORMAT};
    COMMIT;
  `);
}

function storeIn(database: DatabaseSync): EventStore {
  let writers = new Map<number, DayWriter>();
  const findDay = database.prepare('SELECT day FROM days WHERE day = ?');
  const days = daysIn(database);

  const writerOf = (day: number): DayWriter => {
    const known = writers.get(day);
    if (known !== undefined) return known;
    const tables = tablesOf(day);
    if (findDay.get(day) === undefined) createDay(database, tables);
    const writer = dayWriter(database, tables);
    // Late ones come for yesterday; who remembers more days remembers too much.
    if (writers.size >= 4) writers.clear();
    writers.set(day, writer);
    return writer;
  };

  /** All or nothing. What writers remember may be of a transaction that was undone, so that they begin anew. */
  const together = <T>(act: () => T): T => {
    database.exec('BEGIN IMMEDIATE');
    try {
      const result = act();
      database.exec('COMMIT');
      return result;
    } catch (error) {
      writers = new Map();
      if (database.isTransaction) database.exec('ROLLBACK');
      throw error;
    }
  };

  const putIncident = incidentWriter(database);
  const putGap = database.prepare('INSERT INTO gaps VALUES (?, ?, ?)');
  const putCheckpoint = database.prepare(
    'INSERT INTO checkpoints VALUES (?, ?) ON CONFLICT DO UPDATE SET json = excluded.json',
  );
  const readCheckpoint = (name: string): unknown => {
    const row = database.prepare('SELECT json FROM checkpoints WHERE name = ?').get(name) as
      | { json: string | Uint8Array }
      | undefined;
    return row === undefined ? undefined : unpackJson(row.json);
  };
  const write = (batch: StoreBatch): void => {
    checkExpected(batch, readCheckpoint);
    for (const [day, observations] of Map.groupBy(batch.observations, ({ until }) => Math.floor(until / DAY)))
      writerOf(day).write(observations);
    for (const each of batch.incidents ?? []) putIncident(each);
    for (const gap of batch.gaps ?? []) putGap.run(gap.from, gap.until, JSON.stringify(gap));
    for (const [name, value] of Object.entries(batch.checkpoints ?? {})) putCheckpoint.run(name, packJson(value));
  };

  return {
    capabilities: { fullText: true, quantiles: true, fences: true },
    store: async (batch) => together(() => write(batch)),
    ...readSqlite(database),
    checkpoint: async (name) => readCheckpoint(name),
    async retain(policy, now) {
      const gone = together(() => {
        writers = new Map();
        forgetIncidents(database, policy, now);
        return retainDays(database, days(), policy, now) + retainBytes(database, days(), policy.maxBytes);
      });
      // Only what is read to its end is done.
      database.prepare('PRAGMA incremental_vacuum').all();
      return gone;
    },
    size: async () => sizeOf(database),
    async [Symbol.asyncDispose]() {
      if (database.isOpen) database.close();
    },
  };
}

function forgetIncidents(database: DatabaseSync, { maxAgeMs }: RetentionPolicy, now: number): void {
  if (maxAgeMs === undefined) return;
  const resolved: Incident['state'] = 'resolved';
  database.prepare('DELETE FROM incidents WHERE until < ? AND state = ?').run(now - maxAgeMs, resolved);
  database.prepare('DELETE FROM gaps WHERE until < ?').run(now - maxAgeMs);
}

/** The oldest days go until the rest fits. The newest stays: it is being written. */
function retainBytes(database: DatabaseSync, days: readonly DayTables[], maxBytes = Number.POSITIVE_INFINITY): number {
  let gone = 0;
  for (const tables of days.slice(0, -1)) {
    if (sizeOf(database) <= maxBytes) break;
    const { rows } = database.prepare(`SELECT sum(rows) AS rows FROM ${tables.part}`).get() as { rows: number | null };
    dropDay(database, tables);
    gone += rows ?? 0;
  }
  return gone;
}

/** Of the pages that are used; those of dropped days are given back soon. */
function sizeOf(database: DatabaseSync): number {
  const read = (name: string): number => Number(Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0]);
  return (read('page_count') - read('freelist_count')) * read('page_size');
}
