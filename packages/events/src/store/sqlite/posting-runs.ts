import type { DatabaseSync } from 'node:sqlite';
import type { DayTables } from './day-tables.ts';
import { type KeyRange, type Posting, packPostings, readPostings } from './pack-postings.ts';

/**
 * Where things stand in sealed parts. The postings of each part are a run; 16 runs are put together into one of the next level, and so on,
 * so that a question looks into few of them, and nothing is ever put into the middle of a large table.
 */
const TOGETHER = 16;

/** The place of a row among all rows of a day's sealed parts. */
export function placeOf(part: number, row: number): number {
  return part * MOST_ROWS + row;
}

/** The part and row of a place. */
export function partOf(place: number): { readonly part: number; readonly row: number } {
  return { part: Math.floor(place / MOST_ROWS), row: place % MOST_ROWS };
}

/** Of a part. */
const MOST_ROWS = 8192;

/** Adds what stands in a part whose number is above those of all others. */
export function addRun(database: DatabaseSync, tables: DayTables, part: number, postings: Iterable<Posting>): void {
  putRun(database, tables, { level: 0, first: part, last: part }, postings);
  for (let level = 0; ; level++) {
    const runs = database
      .prepare(`SELECT id, level, first, last FROM ${tables.run} WHERE level = ? ORDER BY first`)
      .all(level) as unknown as readonly Run[];
    const [first] = runs;
    if (first === undefined || runs.length < TOGETHER) return;
    const pieces = runs.map((run) => postingsOf(database, tables, run));
    const range = { level: level + 1, first: first.first, last: runs.at(-1)?.last ?? 0 };
    putRun(database, tables, range, merged(pieces));
    for (const { id } of runs) dropRun(database, tables, id);
  }
}

/** The greatest number of a part that a run knows. */
export function lastKnownPart(database: DatabaseSync, { run }: DayTables): number {
  return (database.prepare(`SELECT max(last) AS last FROM ${run}`).get() as { readonly last: number | null }).last ?? 0;
}

/** Forgets runs of which no part is there any more. */
export function dropEmptyRuns(database: DatabaseSync, tables: DayTables): void {
  const empty = database
    .prepare(
      `SELECT id FROM ${tables.run} AS r WHERE NOT EXISTS (SELECT 1 FROM ${tables.part} WHERE id BETWEEN r.first AND r.last)`,
    )
    .all() as unknown as readonly Pick<Run, 'id'>[];
  for (const { id } of empty) dropRun(database, tables, id);
}

/**
 * How many pieces would have to be read for a range of keys, at most: in each run those that end in it, and one that may reach beyond it.
 * What is nearly everywhere is not counted to its end.
 */
export function countPieces(database: DatabaseSync, { run, mark }: DayTables, [from, until]: KeyRange): number {
  const { pieces } = database
    .prepare(
      `SELECT (SELECT count(*) FROM ${run}) + (SELECT count(*) FROM (SELECT 1 FROM ${run} AS r
         JOIN ${mark} AS m ON m.run = r.id AND m.last >= ? AND m.last < ? LIMIT ${MANY})) AS pieces`,
    )
    .get(from, until) as { readonly pieces: number };
  return pieces;
}

/** Of pieces: nobody reads so many. */
const MANY = 3000;

/** What stands in any run in a range of keys. */
export function* findPostings(database: DatabaseSync, tables: DayTables, range: KeyRange): Iterable<Posting> {
  for (const [{ first }, piece] of piecesIn(database, tables, range))
    yield* readPostings(piece, placeOf(first, 0), range);
}

/** In each run those from the first that reaches the range to the last that begins before its end, and no others are looked at. */
function* piecesIn(
  database: DatabaseSync,
  { run: runTable, mark }: DayTables,
  [from, until]: KeyRange,
): Iterable<readonly [Run, StoredPiece]> {
  const runs = database.prepare(`SELECT id, level, first, last FROM ${runTable} ORDER BY first`).all();
  const pieces = database.prepare(
    `SELECT first, last, body AS bytes FROM ${mark} WHERE run = ? AND last >= ? ORDER BY last, first, id`,
  );
  for (const run of runs as unknown as readonly Run[])
    for (const piece of pieces.iterate(run.id, from) as unknown as Iterable<StoredPiece>) {
      if (piece.first >= until) break;
      yield [run, piece];
    }
}

interface StoredPiece {
  readonly first: number;
  readonly last: number;
  readonly bytes: Uint8Array;
}

interface Run {
  readonly id: number;
  readonly level: number;
  /** Numbers of parts. */
  readonly first: number;
  readonly last: number;
}

function putRun(
  database: DatabaseSync,
  { run, mark }: DayTables,
  { level, first, last }: Omit<Run, 'id'>,
  postings: Iterable<Posting>,
): void {
  const { lastInsertRowid: id } = database
    .prepare(`INSERT INTO ${run} (level, first, last) VALUES (?, ?, ?)`)
    .run(level, first, last);
  const put = database.prepare(`INSERT INTO ${mark} (run, first, last, body) VALUES (?, ?, ?, ?)`);
  for (const piece of packPostings(postings, placeOf(first, 0))) put.run(id, piece.first, piece.last, piece.bytes);
}

function dropRun(database: DatabaseSync, { run, mark }: DayTables, id: number): void {
  database.prepare(`DELETE FROM ${mark} WHERE run = ?`).run(id);
  database.prepare(`DELETE FROM ${run} WHERE id = ?`).run(id);
}

/** All postings of a run, in the order of their keys. */
function* postingsOf(database: DatabaseSync, { mark }: DayTables, { id, first }: Run): Iterator<Posting> {
  const read = database.prepare(
    `SELECT first, last, body AS bytes FROM ${mark} WHERE run = ? ORDER BY last, first, id`,
  );
  const pieces = read.iterate(id) as unknown as Iterable<StoredPiece>;
  for (const piece of pieces) yield* readPostings(piece, placeOf(first, 0), ALL);
}

const ALL: KeyRange = [0, Number.MAX_SAFE_INTEGER];

/** Runs of parts that come one after the other, so that places of a key only have to be joined. */
function* merged(runs: readonly Iterator<Posting>[]): Iterable<Posting> {
  const heads = runs.map((run) => run.next());
  for (;;) {
    let least = Number.POSITIVE_INFINITY;
    for (const { done, value } of heads) if (done !== true && value[0] < least) least = value[0];
    if (least === Number.POSITIVE_INFINITY) return;
    const places: number[] = [];
    for (const [nth, run] of runs.entries()) {
      for (let head = heads[nth]; head?.done !== true && head?.value[0] === least; head = heads[nth]) {
        for (const place of head.value[1]) places.push(place);
        heads[nth] = run.next();
      }
    }
    yield [least, places];
  }
}
