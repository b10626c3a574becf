import { zstdCompressSync } from 'node:zlib';
import { keepZstd } from './kept-zstd.ts';

/** Packs bytes, in memory of their own, with room for so many before them. */
export function packZstd(bytes: Uint8Array, before = 0): Uint8Array {
  pack ??= keepZstd('pack');
  const most = bytes.length + MORE;
  if (memory.length < most) memory = Buffer.allocUnsafeSlow(most * 2);
  const length = pack?.(bytes, memory.subarray(0, most));
  const packed = length === undefined ? zstdCompressSync(bytes, { chunkSize: most }) : memory.subarray(0, length);
  const all = new Uint8Array(before + packed.length);
  all.set(packed, before);
  return all;
}

/** What cannot be packed becomes longer, by less than this of what is packed here. */
const MORE = 4096;

let memory: Buffer = Buffer.alloc(0);
let pack: ReturnType<typeof keepZstd>;
