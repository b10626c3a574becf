import type { DatabaseSync } from 'node:sqlite';
import type { ApiObject } from '../object/api-object.ts';
import { createMemoryStore, type RestoredObject } from './memory-store.ts';
import type { Store, StoredChange } from './store.ts';

/** Why a file cannot be used as a store. */
export interface UnusableFile {
  readonly unusable: string;
}

/**
 * A store that is in a file too: what was written is there after a restart, with its version, also when the process was killed.
 * The past is not: who was reading it begins anew, as after a compaction.
 *
 * @param options `history` as in memory
 */
export function openSqliteStore(file: string, options: { readonly history?: number } = {}): Store | UnusableFile {
  // Loaded here: nobody else should pay for it.
  const { DatabaseSync: Database } = process.getBuiltinModule('node:sqlite');
  let database: DatabaseSync | undefined;
  try {
    database = new Database(file);
    const version = prepare(database);
    const restored = restore(database);
    const keep = keeper(database);
    const memory = createMemoryStore({ ...options, version, restored, keep });
    const opened = database;
    return {
      ...memory,
      close() {
        memory.close();
        opened.close();
      },
    };
  } catch (error) {
    if (!(error instanceof Error && 'errcode' in error) && !(error instanceof OtherFormat)) throw error;
    database?.close();
    return { unusable: error.message };
  }
}

class OtherFormat extends Error {}

/** Of the tables; written into the file. */
const FORMAT = 1;

/** Makes the tables when they are not there, and gives the version of the newest change. */
function prepare(database: DatabaseSync): number {
  // One process at a time; what it has acknowledged is with the operating system, which a killed process does not take along.
  database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
  const { user_version: format } = database.prepare('PRAGMA user_version').get() as { user_version: number };
  if (format !== 0 && format !== FORMAT) throw new OtherFormat(`the file has format ${format}, not ${FORMAT}`);
  database.exec(`
    CREATE TABLE IF NOT EXISTS objects (bucket TEXT, key TEXT, version INTEGER, text TEXT, PRIMARY KEY (bucket, key)) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS removed (one INTEGER PRIMARY KEY CHECK (one = 1), version INTEGER);
    PRAGMA user_version = ${FORMAT};
  `);
  const newest = database.prepare(
    'SELECT max(coalesce((SELECT max(version) FROM objects), 100), coalesce((SELECT version FROM removed), 100)) AS version',
  );
  return (newest.get() as { version: number }).version;
}

function* restore(database: DatabaseSync): Generator<RestoredObject> {
  const rows = database.prepare('SELECT bucket, key, text FROM objects').iterate() as Iterable<{
    readonly bucket: string;
    readonly key: string;
    readonly text: string;
  }>;
  for (const { bucket, key, text } of rows) yield { bucket, key, object: JSON.parse(text) as ApiObject };
}

/** Every change is a transaction of its own. */
function keeper(database: DatabaseSync): (bucket: string, change: StoredChange) => void {
  const put = database.prepare(
    'INSERT INTO objects VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET version = excluded.version, text = excluded.text',
  );
  const remove = database.prepare('DELETE FROM objects WHERE bucket = ? AND key = ?');
  const remember = database.prepare(
    'INSERT INTO removed VALUES (1, ?) ON CONFLICT DO UPDATE SET version = excluded.version',
  );
  return (bucket, { key, version, after }) => {
    if (after !== undefined) {
      put.run(bucket, key, version, JSON.stringify(after));
      return;
    }
    database.exec('BEGIN');
    try {
      remove.run(bucket, key);
      remember.run(version);
      database.exec('COMMIT');
    } catch (error) {
      database.exec('ROLLBACK');
      throw error;
    }
  };
}
