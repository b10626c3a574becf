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
  readonly bytes: () => number;
}

/** Reads parts of a day; `onMore` hears of bytes that one takes later. */
export function partReader(
  database: DatabaseSync,
  { part: table, block: blockTable }: DayTables,
): (id: number, onMore?: (bytes: number) => void) => ReadPart {
  const readStored = database.prepare(`SELECT rows, head FROM ${table} WHERE id = ?`);
  const readBlockOf = database.prepare(`SELECT body FROM ${blockTable} WHERE id = ?`);
  return (part, onMore) => {
    const { rows, head: packed } = readStored.get(part) as { readonly rows: number; readonly head: Uint8Array };
    const head = readHead(packed, rows);
    const blocks: PartBlock[] = [];
    let bytes = rows * BYTES_OF_HEAD;
    const blockOf = (row: number): PartBlock => {
      const nth = Math.floor(row / BLOCK);
      const known = blocks[nth];
      if (known !== undefined) return known;
      const { body } = readBlockOf.get(blockId(part, nth)) as { readonly body: Uint8Array };
      const block = readBlock(body, Math.min(BLOCK, rows - nth * BLOCK));
      blocks[nth] = block;
      bytes += block.bytes;
      onMore?.(block.bytes);
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
      bytes: () => bytes,
    };
  };
}

/** The number of a part's block in the table. */
export function blockId(part: number, nth: number): number {
  return part * MOST_BLOCKS + nth;
}

/** Of a part. */
const MOST_BLOCKS = 64;

/** Four numbers when all of them are taken apart, and as they lie in the file. */
const BYTES_OF_HEAD = 40;
