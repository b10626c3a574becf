import { constants, createZstdDecompress, zstdDecompressSync } from 'node:zlib';

/** Where so many bytes may be written to; who gives the same memory again has no use any more for what was in it. */
export type Room = (bytes: number) => Buffer;

/**
 * Unpacks what was packed at once and has so many bytes. A page unpacks two hundred pieces: with a context and new memory for each of them,
 * as zlib has it, half of its time goes into making both and into collecting the memory, which lies outside V8's heap.
 */
export function unpackZstd(packed: Uint8Array, length: number, room: Room = Buffer.allocUnsafeSlow): Buffer {
  kept ??= isKnown ? keep() : undefined;
  const found = kept?.(packed, length, room(length + MORE));
  if (found !== undefined) return found;
  // Of a node that is not known, or of bytes that are damaged: it has the words for them.
  kept = undefined;
  return zstdDecompressSync(packed, { chunkSize: length + MORE });
}

/** With room left zlib knows that it has everything. */
const MORE = 1024;

type Kept = (packed: Uint8Array, length: number, into: Buffer) => Buffer | undefined;

let kept: Kept | undefined;

/**
 * What a stream calls to unpack at once (nodejs/node lib/zlib.js, `processChunkSync`, v24.21.0) is not documented, and whoever calls it
 * otherwise than it wants ends the process: only of the line of Node with which it was tried. Others have the public function.
 */
const isKnown = process.versions.node.startsWith('24.');

interface Innards {
  readonly _handle: {
    readonly reset: () => void;
    readonly writeSync: (...parameters: readonly (number | Uint8Array)[]) => void;
  } | null;
  /** How much room is left, and how much has not been read. */
  readonly _writeState: Uint32Array;
}

/** One context for all. Undefined where it does not give what it has to. */
function keep(): Kept {
  const stream = createZstdDecompress();
  // What is damaged is told by the public function.
  stream.on('error', () => {});
  const { _handle: handle, _writeState: state } = stream as unknown as Innards;
  return (packed, length, into) => {
    if ((stream as unknown as Innards)._handle === null || handle === null) return undefined;
    // An error leaves it as it was.
    state.fill(0);
    handle.reset();
    handle.writeSync(constants.ZSTD_e_end, packed, 0, packed.length, into, 0, length + MORE);
    return state[0] === MORE && state[1] === 0 ? into.subarray(0, length) : undefined;
  };
}
