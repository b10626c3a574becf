import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { DayTables } from './day-tables.ts';
import type { FoundPart } from './find-parts.ts';
import { partReader, type ReadPart } from './read-part.ts';

/** Reads of days what questions need, and remembers what the next one needs again. */
export interface DayReading {
  readonly database: DatabaseSync;
  /** A column of a table of groups, by the numbers of its rows: the numbers of texts, 0 for none. */
  readonly columnOf: (table: string, column: string) => Int32Array;
  /** What is made of such columns, as long as their tables are there. */
  readonly remembered: <T>(key: string, make: () => T) => T;
  /** A text of a day by its number; empty for 0. A column of the day was read before. */
  readonly textOf: (tables: DayTables, text: number) => string;
  /** To be read before another one is asked for. */
  readonly partOf: (tables: DayTables, part: FoundPart) => ReadPart;
}

/** Bytes of sealed parts, unpacked: most questions are about what was last. */
const MOST_BYTES = 32 * 2 ** 20;

/** What is around a head. */
const BYTES_OF_OTHERS = 4000;

/** Names of workloads, nodes and the like, of a day. */
const MOST_TEXTS = 20_000;

/** Ways in which groups are put together: pages of a dashboard ask the same again and again. */
const MOST_MADE = 16;

/** Has read nothing yet. */
export function dayReading(database: DatabaseSync): DayReading {
  const readSchema = database.prepare('PRAGMA schema_version');
  const columns = new Map<string, Int32Array>();
  const parts = new Map<string, KeptPart>();
  /** Of parts that went. */
  const free: Buffer[] = [];
  const made = new Map<string, unknown>();
  const texts = new Map<string, { readonly byId: Map<number, string>; readonly read: StatementSync }>();
  const readers = new Map<number, ReturnType<typeof partReader>>();
  let schema: unknown;
  let bytes = 0;

  /** A day that has gone and come again has other rows of the same numbers; its tables are new. */
  const checkSchema = (): void => {
    const { schema_version: now } = readSchema.get() as { readonly schema_version: number };
    if (now === schema) return;
    schema = now;
    columns.clear();
    made.clear();
    parts.clear();
    free.length = 0;
    readers.clear();
    texts.clear();
    bytes = 0;
  };

  return {
    database,
    columnOf(table, column) {
      checkSchema();
      const key = `${table} ${column}`;
      const known = columns.get(key) ?? new Int32Array(1);
      const { most } = database.prepare(`SELECT max(id) AS most FROM ${table}`).get() as {
        readonly most: number | null;
      };
      // Rows of groups never change, and each has the next number.
      if (known.length > (most ?? 0)) return known;
      const { texts } = database
        .prepare(
          `SELECT group_concat(c) AS texts FROM (SELECT coalesce(${column}, 0) AS c FROM ${table} WHERE id >= ? ORDER BY id)`,
        )
        .get(known.length) as { readonly texts: string };
      const more = texts.split(',');
      const all = new Int32Array(known.length + more.length);
      all.set(known);
      for (const [nth, text] of more.entries()) all[known.length + nth] = Number(text);
      columns.set(key, all);
      return all;
    },
    remembered<T>(key: string, make: () => T): T {
      checkSchema();
      const known = made.get(key) as T | undefined;
      if (known !== undefined) return known;
      if (made.size >= MOST_MADE) made.clear();
      const value = make();
      made.set(key, value);
      return value;
    },
    textOf({ text: table }, id) {
      if (id === 0) return '';
      let known = texts.get(table);
      if (known === undefined || known.byId.size >= MOST_TEXTS) {
        known = { byId: new Map(), read: database.prepare(`SELECT text FROM ${table} WHERE id = ?`) };
        texts.set(table, known);
      }
      let text = known.byId.get(id);
      if (text === undefined) {
        ({ text } = (known.read.get(id) ?? { text: '' }) as { readonly text: string });
        known.byId.set(id, text);
      }
      return text;
    },
    partOf(tables, { id, first, last, rows, sealed }) {
      checkSchema();
      // One that was written anew has other rows.
      const key = `${tables.part} ${id} ${first} ${last} ${rows}`;
      const known = parts.get(key);
      if (known !== undefined) {
        parts.delete(key);
        parts.set(key, known);
        return known.part;
      }
      let readPart = readers.get(tables.day);
      if (readPart === undefined) {
        readPart = partReader(database, tables);
        readers.set(tables.day, readPart);
      }
      if (!sealed) return readPart(id);
      for (const [oldest, gone] of parts) {
        if (bytes <= MOST_BYTES) break;
        parts.delete(oldest);
        bytes -= bytesOf(gone.part);
        if (gone.memory !== undefined) free.push(gone.memory);
      }
      let memory: Buffer | undefined;
      const part = readPart(id, (needed) => {
        const last = free.pop();
        memory = last !== undefined && last.length >= needed ? last : Buffer.allocUnsafeSlow(roundUp(needed));
        return memory;
      });
      parts.set(key, { part, memory });
      bytes += bytesOf(part);
      return part;
    },
  };
}

/** A part that is kept. */
interface KeptPart {
  readonly part: ReadPart;
  /** What its head lies in. */
  readonly memory: Buffer | undefined;
}

function bytesOf({ head }: ReadPart): number {
  return head.bytes + BYTES_OF_OTHERS;
}

/** So that the next part most probably finds room there. */
function roundUp(bytes: number): number {
  return Math.ceil(bytes / 4096) * 4096;
}
