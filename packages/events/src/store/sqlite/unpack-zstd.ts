import { zstdDecompressSync } from 'node:zlib';
import { keepZstd } from './kept-zstd.ts';

/** Where so many bytes may be written to; who gives the same memory again has no use any more for what was in it. */
export type Room = (bytes: number) => Buffer;

/** Unpacks what was packed at once and has so many bytes: a page has two hundred such pieces. */
export function unpackZstd(packed: Uint8Array, length: number, room: Room = Buffer.allocUnsafeSlow): Buffer {
  unpack ??= keepZstd('unpack');
  // With room left it is known to be everything.
  const into = room(length + MORE).subarray(0, length + MORE);
  if (unpack?.(packed, into) === length) return into.subarray(0, length);
  // Damaged: that has the words for it.
  unpack = undefined;
  return zstdDecompressSync(packed, { chunkSize: length + MORE });
}

const MORE = 1024;

let unpack: ReturnType<typeof keepZstd>;
