import { packZstd } from './pack-zstd.ts';
import { type Room, unpackZstd } from './unpack-zstd.ts';

/** Packs bytes, with their number before them: who knows it asks for one piece of memory, and is twice as fast. */
export function packBytes(bytes: Uint8Array): Uint8Array {
  const packed = packZstd(bytes, LENGTH);
  new DataView(packed.buffer).setUint32(0, bytes.length, true);
  return packed;
}

/** The bytes again, in the room where there is one. */
export function unpackBytes(packed: Uint8Array, room?: Room): Buffer {
  const length = new DataView(packed.buffer, packed.byteOffset).getUint32(0, true);
  return unpackZstd(packed.subarray(LENGTH), length, room);
}

const LENGTH = 4;
