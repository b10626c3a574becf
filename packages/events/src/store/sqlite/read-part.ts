import type { DatabaseSync } from 'node:sqlite';
import type { DayTables } from './day-tables.ts';
import { BLOCK, type PartBlock, readBlock } from './pack-block.ts';
import { type PartHead, readHead } from './pack-part.ts';
import type { PartRow } from './part-row.ts';

/** A part whose head is read; its blocks are when rows of them are asked for. */
export interface ReadPart {
  readonly rows: number;
  readonly head: PartHead;
  /** The block that a row is in. There it is at the row's number modulo {@link BLOCK}. */
  readonly blockOf: (row: number) => PartBlock;
  readonly id: (row: number) => string;
  readonly row: (row: number) => PartRow;
  /** What it takes in memory, about. */
  readonly bytes: number;
}

/** Reads parts of a day. Of its blocks a part remembers the last one: rows are read in their order. */
export function partReader(
  database: DatabaseSync,
  { part: table, block: blockTable }: DayTables,
): (id: number) => ReadPart {
  const readStored = database.prepare(`SELECT rows, head FROM ${table} WHERE id = ?`);
  const readBlockOf = database.prepare(`SELECT body FROM ${blockTable} WHERE id = ?`);
  return (part) => {
    const { rows, head: packed } = readStored.get(part) as { readonly rows: number; readonly head: Uint8Array };
    const head = readHead(packed, rows);
    let last: { readonly nth: number; readonly block: PartBlock } | undefined;
    const blockOf = (row: number): PartBlock => {
      const nth = Math.floor(row / BLOCK);
      if (last?.nth === nth) return last.block;
      const { body } = readBlockOf.get(blockId(part, nth)) as { readonly body: Uint8Array };
      const block = readBlock(body, Math.min(BLOCK, rows - nth * BLOCK));
      last = { nth, block };
      return block;
    };
    return {
      rows,
      head,
      blockOf,
      id: (row) => blockOf(row).id(row % BLOCK),
      row: (row) => ({
        until: head.until(row),
        group: head.group(row),
        count: head.count(row),
        lead: head.lead(row),
        ...blockOf(row).row(row % BLOCK),
      }),
      bytes: rows * BYTES_OF_HEAD + BYTES_OF_BLOCK,
    };
  };
}

/** The number of a part's block in the table. */
export function blockId(part: number, nth: number): number {
  return part * MOST_BLOCKS + nth;
}

/** Of a part. */
const MOST_BLOCKS = 64;

/** Of a row: as it lies in the file, and four numbers when all of them are taken apart. */
const BYTES_OF_HEAD = 26;
const BYTES_OF_BLOCK = 20_000;
