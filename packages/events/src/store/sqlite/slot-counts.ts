import type { DatabaseSync } from 'node:sqlite';
import { DAY, type DayTables, HOUR, TEN } from './day-tables.ts';
import type { GroupIds } from './group-ids.ts';
import { packBytes, unpackBytes } from './pack-bytes.ts';
import { columnWriter } from './pack-columns.ts';
import type { PartRow } from './part-row.ts';
import { columnReader } from './read-columns.ts';
import { createTally, type Tallied } from './tally.ts';

/** What the rows of sealed parts are counted by: all that `counted` has together, and single columns of which a day has few values. */
export const COUNT_KINDS = ['counted', 'workload', 'node', 'template'] as const;
/** One of {@link COUNT_KINDS}. */
export type CountKind = (typeof COUNT_KINDS)[number];

/** What is counted of a row. */
export type CountedRow = Pick<PartRow, 'until' | 'group' | 'count' | 'lead'>;

/** How much there was in an hour or in ten minutes, by the numbers of what it is counted by, which increase. */
export interface SlotCounts {
  /** When it begins. */
  readonly start: number;
  readonly ids: Float64Array;
  readonly count: Float64Array | Int32Array;
  readonly first: Float64Array;
  readonly last: Float64Array;
}

/** Adds the rows of a part that has been sealed, in the order of their times, thousands at once. */
export function addCounts(
  database: DatabaseSync,
  tables: DayTables,
  rows: readonly CountedRow[],
  groups: GroupIds,
): void {
  const get = database.prepare(`SELECT body FROM ${tables.counts} WHERE id = ?`);
  const put = database.prepare(`INSERT OR REPLACE INTO ${tables.counts} VALUES (?, ?)`);
  const tally = createTally();
  for (const { time, from, until } of timesOf(rows, tables.day * DAY))
    for (const [kind, column] of COUNT_KINDS.entries()) {
      const slot = kind * TIMES + time;
      const known = get.get(slot) as { readonly body: Uint8Array } | undefined;
      if (known !== undefined) {
        const { ids, count, first, last } = unpack(known.body, startOf(tables, slot));
        for (let nth = 0; nth < ids.length; nth++)
          tally.add(ids[nth] ?? 0, count[nth] ?? 0, first[nth] ?? 0, last[nth] ?? 0);
      }
      const idOf = groups[column];
      for (let nth = from; nth < until; nth++) {
        const row = rows[nth];
        if (row !== undefined) tally.add(idOf[row.group] ?? 0, row.count, row.until - row.lead, row.until);
      }
      put.run(slot, pack(tally.take(), startOf(tables, slot)));
    }
}

/** The hours and the intervals of ten minutes of some rows, and which of the rows are in each. */
function* timesOf(
  rows: readonly CountedRow[],
  day: number,
): Iterable<{ readonly time: number; readonly from: number; readonly until: number }> {
  for (const [slotMs, begin] of [
    [HOUR, 0],
    [TEN, FIRST_TEN],
  ] as const)
    for (let from = 0, until = 0; from < rows.length; from = until) {
      const slot = Math.floor(((rows[from]?.until ?? 0) - day) / slotMs);
      const end = day + (slot + 1) * slotMs;
      while (until < rows.length && (rows[until]?.until ?? 0) < end) until++;
      yield { time: begin + slot, from, until };
    }
}

/** The counts of whole hours, or of ten minutes, from a time on and until another: both are the beginnings of some. */
export function* readCounts(
  database: DatabaseSync,
  tables: DayTables,
  {
    kind,
    slotMs,
    from,
    until,
  }: { readonly kind: CountKind; readonly slotMs: number; readonly from: number; readonly until: number },
): Iterable<SlotCounts> {
  const begin = COUNT_KINDS.indexOf(kind) * TIMES + (slotMs === TEN ? FIRST_TEN : 0);
  const day = tables.day * DAY;
  const first = begin + Math.max(0, (from - day) / slotMs);
  const end = begin + Math.min(DAY, until - day) / slotMs;
  const rows = database.prepare(`SELECT id, body FROM ${tables.counts} WHERE id >= ? AND id < ? ORDER BY id`);
  for (const { id, body } of rows.iterate(first, end) as unknown as Iterable<StoredCounts>)
    yield unpack(body, startOf(tables, id));
}

/** Forgets those of whole hours. */
export function dropCounts(
  database: DatabaseSync,
  { day, counts }: DayTables,
  { from, until }: { readonly from: number; readonly until: number },
): void {
  const remove = database.prepare(`DELETE FROM ${counts} WHERE id >= ? AND id < ?`);
  const first = Math.max(0, from - day * DAY);
  const end = Math.min(DAY, until - day * DAY);
  for (let begin = 0; begin < COUNT_KINDS.length * TIMES; begin += TIMES) {
    remove.run(begin + first / HOUR, begin + end / HOUR);
    remove.run(begin + FIRST_TEN + first / TEN, begin + FIRST_TEN + end / TEN);
  }
}

interface StoredCounts {
  readonly id: number;
  readonly body: Uint8Array;
}

/** The hours of a day, and behind them its intervals of ten minutes. */
const FIRST_TEN = 24;
const TIMES = 256;

function startOf({ day }: DayTables, id: number): number {
  const time = id % TIMES;
  return day * DAY + (time < FIRST_TEN ? time * HOUR : (time - FIRST_TEN) * TEN);
}

/** Times from the beginning of the interval on, which takes few bytes. */
function pack({ ids, count, first, last }: Tallied, start: number): Uint8Array {
  const columns = columnWriter();
  columns.numbers(Array.from(ids, (id, nth) => id - (ids[nth - 1] ?? 0)));
  columns.numbers(Array.from(count));
  columns.numbers(Array.from(first, (time) => time - start));
  columns.numbers(Array.from(last, (time) => time - start));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(ids.length);
  return packBytes(Buffer.concat([length, columns.finish()]));
}

function unpack(body: Uint8Array, start: number): SlotCounts {
  const bytes = unpackBytes(body);
  const columns = columnReader(bytes.subarray(4), bytes.readUInt32LE(0));
  const ids = Float64Array.from(columns.numbers().all());
  const count = columns.numbers().all();
  const first = Float64Array.from(columns.numbers().all());
  const last = Float64Array.from(columns.numbers().all());
  let id = 0;
  for (let nth = 0; nth < ids.length; nth++) {
    id += ids[nth] ?? 0;
    ids[nth] = id;
    first[nth] = (first[nth] ?? 0) + start;
    last[nth] = (last[nth] ?? 0) + start;
  }
  return { start, ids, count, first, last };
}
