import type { Socket } from 'node:net';
import { FRAME_HEAD } from './frame-kinds.ts';

/** Collects what goes to a socket, so that it goes in one write: a write costs more than a choice. */
export interface Outbox {
  /** The head of a frame; its payload follows by {@link bytes}. */
  readonly head: (length: number, kind: number, flags: number, stream: number) => void;
  /** Bytes that nobody changes any more. Long ones are not copied. */
  readonly bytes: (bytes: Uint8Array) => void;
  readonly uint32: (value: number) => void;
  readonly flush: () => void;
}

/** The outbox of a socket. */
export function createOutbox(socket: Pick<Socket, 'write' | 'cork' | 'uncork'>): Outbox {
  let pieces: Uint8Array[] = [];
  /** Memory for what is short: what was written last lies from `from` up to `at`. */
  let slab = NO_SLAB;
  let from = 0;
  let at = 0;

  const cut = () => {
    if (at > from) pieces.push(slab.subarray(from, at));
    from = at;
  };
  const need = (count: number) => {
    if (slab.length - at >= count) return;
    cut();
    slab = Buffer.allocUnsafeSlow(SLAB);
    from = 0;
    at = 0;
  };
  return {
    head(length, kind, flags, stream) {
      need(FRAME_HEAD);
      slab.writeUIntBE(length, at, 3);
      slab[at + 3] = kind;
      slab[at + 4] = flags;
      slab.writeUInt32BE(stream, at + 5);
      at += FRAME_HEAD;
    },
    bytes(bytes) {
      if (bytes.length > MOST_COPIED) {
        cut();
        pieces.push(bytes);
        return;
      }
      need(bytes.length);
      slab.set(bytes, at);
      at += bytes.length;
    },
    uint32(value) {
      need(4);
      at = slab.writeUInt32BE(value, at);
    },
    flush() {
      cut();
      const all = pieces;
      pieces = [];
      if (all.length === 0) return;
      if (all.length === 1) {
        socket.write(all[0] as Uint8Array);
        return;
      }
      socket.cork();
      for (const piece of all) socket.write(piece);
      socket.uncork();
    },
  };
}

const NO_SLAB = Buffer.alloc(0);
const SLAB = 16_384;
/** To copy so much takes about as long as to hand it over by itself. */
const MOST_COPIED = 2048;
