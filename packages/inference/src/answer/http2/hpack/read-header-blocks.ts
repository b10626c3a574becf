import { type Header, sizeOf } from './header.ts';
import { HpackFault } from './hpack-fault.ts';
import { readHuffman } from './read-huffman.ts';
import { STATIC_TABLE } from './static-table.ts';

/**
 * Reads the blocks of headers of one connection, in their order: each may add to the table that later ones point into. Throws
 * {@link HpackFault} for what is none. A header that comes again is the same object.
 *
 * Source: RFC 7541.
 *
 * @param mostBytes longer lists are read, for the table's sake, and given as undefined
 */
export function readHeaderBlocks(mostBytes: number): (block: Uint8Array) => readonly Header[] | undefined {
  /** The newest last. */
  const table: Header[] = [];
  let tableSize = 0;
  let tableLimit = TABLE_SIZE;

  const shrink = (limit: number) => {
    let dropped = 0;
    while (tableSize > limit) tableSize -= sizeOf(table[dropped++] as Header);
    if (dropped > 0) table.splice(0, dropped);
  };
  const add = (header: Header) => {
    const size = sizeOf(header);
    shrink(Math.max(0, tableLimit - size));
    if (size > tableLimit) return;
    table.push(header);
    tableSize += size;
  };
  const at = (index: number): Header => {
    const header =
      index < STATIC_TABLE.length ? STATIC_TABLE[index] : table[table.length - 1 - (index - STATIC_TABLE.length)];
    if (!header || index === 0) throw new HpackFault(`no header has the index ${index}`);
    return header;
  };
  return (block) => {
    const headers: Header[] = [];
    const reader = readBlock(block);
    let bytes = 0;
    let mayResize = true;
    while (!reader.isAtEnd()) {
      const byte = reader.peek();
      if ((byte & 0xe0) === 0x20) {
        const limit = reader.integer(5);
        if (!mayResize || limit > TABLE_SIZE) throw new HpackFault('a size of the table that cannot be');
        tableLimit = limit;
        shrink(limit);
        continue;
      }
      mayResize = false;
      let header: Header;
      if (byte >= 0x80) header = at(reader.integer(7));
      else {
        const isKept = byte >= 0x40;
        const index = reader.integer(isKept ? 6 : 4);
        const name = index === 0 ? reader.text() : at(index).name;
        header = { name, value: reader.text() };
        if (isKept) add(header);
      }
      bytes += sizeOf(header);
      if (bytes <= mostBytes) headers.push(header);
    }
    return bytes <= mostBytes ? headers : undefined;
  };
}

interface BlockReader {
  readonly isAtEnd: () => boolean;
  readonly peek: () => number;
  /** A number that begins in the last bits of the next byte. */
  readonly integer: (bits: number) => number;
  readonly text: () => string;
}

function readBlock(block: Uint8Array): BlockReader {
  let at = 0;
  const next = (): number => {
    if (at >= block.length) throw new HpackFault('a block that ends within a header');
    return block[at++] as number;
  };
  const integer = (bits: number): number => {
    const most = (1 << bits) - 1;
    let value = next() & most;
    if (value < most) return value;
    for (let shift = 0; shift <= 21; shift += 7) {
      const byte = next();
      value += (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    throw new HpackFault('a number that is too long');
  };
  return {
    isAtEnd: () => at === block.length,
    peek: () => block[at] as number,
    integer,
    text() {
      if (at >= block.length) throw new HpackFault('a block that ends within a header');
      const isHuffman = (block[at] as number) >= 0x80;
      const length = integer(7);
      const from = at;
      at += length;
      if (at > block.length) throw new HpackFault('a text that ends after its block');
      if (isHuffman) return readHuffman(block, from, at);
      return Buffer.from(block.buffer, block.byteOffset, block.byteLength).toString('latin1', from, at);
    },
  };
}

/** As every connection begins; nobody is told of another. */
const TABLE_SIZE = 4096;
