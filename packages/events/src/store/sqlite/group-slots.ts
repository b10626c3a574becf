import type { AggregateKey } from '../event-store.ts';
import type { DayReading } from './day-reading.ts';
import type { DayTables } from './day-tables.ts';

/** Groups put together by what they have of some keys. */
export interface GroupSlots {
  /** By the number of a group; those that have the same of all keys have the same slot. */
  readonly slotOf: Int32Array;
  /** How many there are. */
  readonly count: number;
  /** What groups of a slot have of the keys. */
  readonly textsOf: (slot: number) => readonly string[];
}

/** Of all groups of a table, by numbers alone: texts are read of those slots that are asked for. */
export function groupSlots(
  { database, columnOf }: DayReading,
  { text }: DayTables,
  table: string,
  keys: readonly AggregateKey[],
): GroupSlots {
  const columns = keys.map((key) => columnOf(table, key));
  const slotOf = new Int32Array(columns[0]?.length ?? 0);
  let count = 1;
  let firsts: readonly number[] = [0];
  for (const column of columns) {
    const slots = new Map<number, number>();
    const found: number[] = [];
    for (let id = 1; id < slotOf.length; id++) {
      const key = (slotOf[id] ?? 0) * MOST_TEXTS + (column[id] ?? 0);
      let slot = slots.get(key);
      if (slot === undefined) {
        slot = found.length;
        slots.set(key, slot);
        found.push(id);
      }
      slotOf[id] = slot;
    }
    count = found.length;
    firsts = found;
  }
  const read = database.prepare(`SELECT text FROM ${text} WHERE id = ?`);
  const textOf = (id: number): string => (read.get(id) as { readonly text: string } | undefined)?.text ?? '';
  return { slotOf, count, textsOf: (slot) => columns.map((column) => textOf(column[firsts[slot] ?? 0] ?? 0)) };
}

/** Of a day. */
const MOST_TEXTS = 2 ** 26;
