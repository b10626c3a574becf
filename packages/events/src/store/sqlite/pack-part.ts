import { BLOCK, packBlock } from './pack-block.ts';
import { packBytes, unpackBytes } from './pack-bytes.ts';
import { columnWriter } from './pack-columns.ts';
import type { PartRow } from './part-row.ts';
import { columnReader, type NumberReader } from './read-columns.ts';
import type { Room } from './unpack-zstd.ts';

/** Rows as they lie in the file: what is counted and chosen by, and the rest in blocks. */
export interface PackedPart {
  readonly head: Uint8Array;
  readonly blocks: readonly Uint8Array[];
}

/** The columns that most questions ask for, each taken apart when it is asked for. */
export interface PartHead {
  readonly until: NumberReader;
  readonly group: NumberReader;
  readonly count: NumberReader;
  readonly lead: NumberReader;
  /** What it takes in memory. */
  readonly bytes: number;
}

/** Packs rows, which are in the order that they shall have. */
export function packPart(rows: readonly PartRow[]): PackedPart {
  const head = columnWriter();
  head.numbers(rows.map(({ until }) => until));
  head.numbers(rows.map(({ group }) => group));
  head.numbers(rows.map(({ count }) => count));
  head.numbers(rows.map(({ lead }) => lead));
  const blocks: Uint8Array[] = [];
  for (let at = 0; at < rows.length; at += BLOCK) blocks.push(packBlock(rows.slice(at, at + BLOCK)));
  return { head: packBytes(head.finish()), blocks };
}

/** The head of a part of so many rows; it holds on to the room. */
export function readHead(head: Uint8Array, rows: number, room?: Room): PartHead {
  const bytes = unpackBytes(head, room);
  const columns = columnReader(bytes, rows);
  const [until, group, count, lead] = [columns.numbers(), columns.numbers(), columns.numbers(), columns.numbers()];
  return { until, group, count, lead, bytes: bytes.length };
}
