import type { DatabaseSync } from 'node:sqlite';
import type { DayTables } from './day-tables.ts';
import { BLOCK, type PartBlock, readBlock } from './pack-block.ts';
import { type PartHead, readHead } from './pack-part.ts';
import type { PartRow } from './part-row.ts';
import type { Room } from './unpack-zstd.ts';

/** A part whose head is read; its blocks are when rows of them are asked for. */
export interface ReadPart {
  readonly rows: number;
  readonly head: PartHead;
  /** The block that a row is in. There it is at the row's number modulo {@link BLOCK}. */
  readonly blockOf: (row: number) => PartBlock;
  readonly id: (row: number) => string;
  readonly row: (row: number) => PartRow;
}

/**
 * Reads parts of a day. One block is unpacked at a time, in the place of the one before: rows are read in their order, and what is read of
 * them stays.
 */
export function partReader(
  database: DatabaseSync,
  { part: table, block: blockTable }: DayTables,
): (id: number, room?: Room) => ReadPart {
  const readStored = database.prepare(`SELECT rows, head FROM ${table} WHERE id = ?`);
  const readBlockOf = database.prepare(`SELECT body FROM ${blockTable} WHERE id = ?`);
  let memory = Buffer.alloc(0);
  const room = (bytes: number): Buffer => {
    if (memory.length < bytes) memory = Buffer.allocUnsafeSlow(bytes * 2);
    return memory;
  };
  /** What lies there. */
  let unpacked: PartBlock | undefined;
  return (part, headRoom) => {
    const { rows, head: packed } = readStored.get(part) as { readonly rows: number; readonly head: Uint8Array };
    const head = readHead(packed, rows, headRoom);
    let last: { readonly nth: number; readonly block: PartBlock } | undefined;
    const blockOf = (row: number): PartBlock => {
      const nth = Math.floor(row / BLOCK);
      if (last?.nth === nth && last.block === unpacked) return last.block;
      const { body } = readBlockOf.get(blockId(part, nth)) as { readonly body: Uint8Array };
      const block = readBlock(body, Math.min(BLOCK, rows - nth * BLOCK), room);
      last = { nth, block };
      unpacked = block;
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
    };
  };
}

/** The number of a part's block in the table. */
export function blockId(part: number, nth: number): number {
  return part * MOST_BLOCKS + nth;
}

/** Of a part. */
const MOST_BLOCKS = 64;
