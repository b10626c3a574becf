import { constants, createZstdCompress, createZstdDecompress } from 'node:zlib';

/** Packs or unpacks all of some bytes into others; says how many they became, undefined where that did not come to its end. */
export type KeptContext = (bytes: Uint8Array, into: Uint8Array) => number | undefined;

/**
 * A context that is used again and again. zlib makes one for each call, of up to a megabyte outside V8's heap, which V8 hears of and collects
 * all of its heap for: where pieces are small that is half of the time. Undefined where Node is not known to have what this needs.
 */
export function keepZstd(what: 'pack' | 'unpack'): KeptContext | undefined {
  if (!IS_KNOWN) return undefined;
  const stream = (what === 'pack' ? createZstdCompress() : createZstdDecompress()) as unknown as Innards;
  // What is damaged is told by the public function.
  stream.on('error', () => {});
  return (bytes, into) => {
    const { _handle: handle, _writeState: state } = stream;
    if (handle === null) return undefined;
    // An error leaves it as it was.
    state.fill(UNTOUCHED);
    handle.reset();
    handle.writeSync(constants.ZSTD_e_end, bytes, 0, bytes.length, into, 0, into.length);
    const [room = 0, rest = 0] = state;
    // Without any room left nobody knows whether that was all.
    return rest === 0 && room > 0 && room < UNTOUCHED ? into.length - room : undefined;
  };
}

/**
 * What a stream calls to do all at once (nodejs/node lib/zlib.js, `processChunkSync`, v24.21.0) is not documented, and whoever calls it
 * otherwise than it wants ends the process: only of the line of Node with which it was tried. Others have the public functions.
 */
const IS_KNOWN = process.versions.node.startsWith('24.');

const UNTOUCHED = 2 ** 32 - 1;

interface Innards {
  readonly on: (event: 'error', hear: () => void) => void;
  readonly _handle: {
    readonly reset: () => void;
    readonly writeSync: (...parameters: readonly (number | Uint8Array)[]) => void;
  } | null;
  /** How much room is left, and how much has not been read. */
  readonly _writeState: Uint32Array;
}
