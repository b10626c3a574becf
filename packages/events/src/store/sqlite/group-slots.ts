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
  { columnOf, remembered, textOf }: DayReading,
  tables: DayTables,
  table: string,
  keys: readonly AggregateKey[],
): GroupSlots {
  const columns = keys.map((key) => columnOf(table, key));
  const levels = remembered<Level[]>(`${table} slots by ${keys.join()}`, () =>
    keys.map(() => ({ slots: new Map(), firsts: [], slotOf: new Int32Array(1) })),
  );
  for (const [nth, level] of levels.entries()) learn(level, columns[nth] ?? new Int32Array(1), levels[nth - 1]?.slotOf);
  const { slotOf, firsts } = levels.at(-1) ?? { slotOf: new Int32Array(0), firsts: [0] };
  return {
    slotOf,
    count: firsts.length,
    textsOf: (slot) => columns.map((column) => textOf(tables, column[firsts[slot] ?? 0] ?? 0)),
  };
}

/** What is known of the first so many keys. */
interface Level {
  readonly slots: Map<number, number>;
  /** A group of each slot. */
  readonly firsts: number[];
  slotOf: Int32Array;
}

/** Of the groups that have come since. */
function learn(level: Level, column: Int32Array, above: Int32Array | undefined): void {
  const { slots, firsts, slotOf: known } = level;
  if (known.length === column.length) return;
  const slotOf = new Int32Array(column.length);
  slotOf.set(known);
  for (let id = known.length; id < slotOf.length; id++) {
    const key = (above?.[id] ?? 0) * MOST_TEXTS + (column[id] ?? 0);
    let slot = slots.get(key);
    if (slot === undefined) {
      slot = firsts.length;
      slots.set(key, slot);
      firsts.push(id);
    }
    slotOf[id] = slot;
  }
  level.slotOf = slotOf;
}

/** Of a day. */
const MOST_TEXTS = 2 ** 26;
