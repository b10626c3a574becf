import type { DatabaseSync } from 'node:sqlite';
import { DAY, type DayTables, HOUR, TEN } from './day-tables.ts';
import { packBytes, unpackBytes } from './pack-bytes.ts';
import { columnReader, columnWriter } from './pack-columns.ts';
import type { PartRow } from './part-row.ts';

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
  readonly count: Float64Array;
  readonly first: Float64Array;
  readonly last: Float64Array;
}

/** Adds the rows of a part that has been sealed, thousands at once. */
export function addCounts(database: DatabaseSync, tables: DayTables, rows: readonly CountedRow[]): void {
  const idsOf = readIds(database, tables.groups, new Set(rows.map(({ group }) => group)));
  const slots = new Map<number, Map<number, Sum>>();
  for (const row of rows) {
    const ids = idsOf.get(row.group) ?? [];
    const times = [
      Math.floor((row.until - tables.day * DAY) / HOUR),
      FIRST_TEN + Math.floor((row.until - tables.day * DAY) / TEN),
    ];
    for (let kind = 0; kind < COUNT_KINDS.length; kind++)
      for (const time of times) addTo(slots, kind * TIMES + time, ids[kind] ?? 0, row);
  }
  const get = database.prepare(`SELECT body FROM ${tables.counts} WHERE id = ?`);
  const put = database.prepare(`INSERT OR REPLACE INTO ${tables.counts} VALUES (?, ?)`);
  for (const [id, sums] of slots) {
    const known = get.get(id) as { readonly body: Uint8Array } | undefined;
    if (known !== undefined) addKnown(sums, unpack(known.body, startOf(tables, id)));
    put.run(id, pack(sums, startOf(tables, id)));
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

interface Sum {
  count: number;
  first: number;
  last: number;
}

function addTo(
  slots: Map<number, Map<number, Sum>>,
  slot: number,
  id: number,
  { until, lead, count }: CountedRow,
): void {
  let sums = slots.get(slot);
  if (sums === undefined) {
    sums = new Map();
    slots.set(slot, sums);
  }
  addSum(sums, id, count, until - lead, until);
}

function addKnown(sums: Map<number, Sum>, { ids, count, first, last }: SlotCounts): void {
  for (let nth = 0; nth < ids.length; nth++)
    addSum(sums, ids[nth] ?? 0, count[nth] ?? 0, first[nth] ?? 0, last[nth] ?? 0);
}

function addSum(sums: Map<number, Sum>, id: number, count: number, first: number, last: number): void {
  const known = sums.get(id);
  if (known === undefined) {
    sums.set(id, { count, first, last });
    return;
  }
  known.count += count;
  if (first < known.first) known.first = first;
  if (last > known.last) known.last = last;
}

/** Times from the beginning of the interval on, which takes few bytes. */
function pack(sums: ReadonlyMap<number, Sum>, start: number): Uint8Array {
  const sorted = [...sums].sort(([a], [b]) => a - b);
  const columns = columnWriter();
  columns.numbers(sorted.map(([id], nth) => id - (sorted[nth - 1]?.[0] ?? 0)));
  columns.numbers(sorted.map(([, { count }]) => count));
  columns.numbers(sorted.map(([, { first }]) => first - start));
  columns.numbers(sorted.map(([, { last }]) => last - start));
  const bytes = columns.finish();
  const length = Buffer.alloc(4);
  length.writeUInt32LE(sorted.length);
  return packBytes(Buffer.concat([length, bytes]));
}

function unpack(body: Uint8Array, start: number): SlotCounts {
  const bytes = unpackBytes(body);
  const columns = columnReader(bytes.subarray(4), bytes.readUInt32LE(0));
  const [ids, count, first, last] = [
    columns.numbers().all(),
    columns.numbers().all(),
    columns.numbers().all(),
    columns.numbers().all(),
  ];
  let id = 0;
  for (let nth = 0; nth < ids.length; nth++) {
    id += ids[nth] ?? 0;
    ids[nth] = id;
    first[nth] = (first[nth] ?? 0) + start;
    last[nth] = (last[nth] ?? 0) + start;
  }
  return { start, ids, count, first, last };
}

/** The numbers of what groups are counted by, in the order of {@link COUNT_KINDS}; 0 for nothing. */
function readIds(
  database: DatabaseSync,
  table: string,
  groups: ReadonlySet<number>,
): ReadonlyMap<number, readonly number[]> {
  const columns = COUNT_KINDS.map((kind) => `coalesce(${kind}, 0) AS ${kind}`).join(', ');
  const rows = database
    .prepare(`SELECT id, ${columns} FROM ${table} WHERE id IN (SELECT value FROM json_each(?))`)
    .all(JSON.stringify([...groups])) as unknown as readonly ({ readonly id: number } & Readonly<
    Record<CountKind, number>
  >)[];
  return new Map(rows.map((row) => [row.id, COUNT_KINDS.map((kind) => row[kind])]));
}
