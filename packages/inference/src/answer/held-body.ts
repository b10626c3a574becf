import { type BodyScan, scanBody } from '../body/scan-body.ts';
import { hashPrefix, type PrefixHasher } from '../prefix/hash-prefix.ts';
import type { BodyRoom } from './body-room.ts';
import { keepPieces } from './keep-pieces.ts';
import type { Stop } from './verdict.ts';

/** A request's body, held until the request may go on; it is read while it comes. */
export interface HeldBody {
  /** Takes what came of it; or says why it cannot be held. */
  readonly take: (pieces: readonly Uint8Array[]) => Stop | undefined;
  /** So many bytes have come of a message that is not whole: they take up room, too, as long as there are no others. */
  readonly coming: (bytes: number) => Stop | undefined;
  readonly length: () => number;
  /** What was read of it, once: a response may take minutes, and what it was read with goes before. */
  readonly read: () => { readonly scanned: ReturnType<BodyScan['end']> | undefined; readonly prefix: PrefixHasher };
  /** All of its pieces, which are not kept any more. */
  readonly pieces: () => readonly Uint8Array[];
  /** Its pieces have gone: the room is for others. */
  readonly release: () => void;
}

/** A body of at most so many bytes, in the room that all share. */
export function holdBody(room: BodyRoom, mostBytes: number): HeldBody {
  const kept = keepPieces();
  let reading: Reading | undefined;
  let length = 0;
  /** Of room. */
  let held = 0;
  let isComing = 0;
  const take = (count: number): boolean => {
    if (!room.take(count)) return false;
    held += count;
    return true;
  };
  return {
    take(pieces) {
      for (const piece of pieces) {
        length += piece.length;
        if (length > mostBytes) return { status: 413, message: `the body is longer than ${mostBytes} bytes` };
        if (!take(piece.length)) return NO_ROOM;
        kept.add(piece);
        reading ??= newReading();
        reading.scan.take(piece);
      }
      return undefined;
    },
    coming(bytes) {
      if (bytes > isComing && !take(bytes - isComing)) return NO_ROOM;
      if (bytes < isComing) {
        room.give(isComing - bytes);
        held -= isComing - bytes;
      }
      isComing = bytes;
      return undefined;
    },
    length: () => length,
    read() {
      const { scan, prefix } = reading ?? newReading();
      reading = undefined;
      return { scanned: length === 0 ? undefined : scan.end(), prefix };
    },
    pieces: kept.take,
    release() {
      room.give(held);
      held = 0;
      isComing = 0;
    },
  };
}

interface Reading {
  readonly scan: BodyScan;
  readonly prefix: PrefixHasher;
}

function newReading(): Reading {
  const prefix = hashPrefix();
  return { scan: scanBody(prefix.take), prefix };
}

/** Another picker may have some: the client is not at fault, and neither is the pool. */
const NO_ROOM: Stop = {
  status: 503,
  reason: 'rejected-no-memory',
  message: 'the picker holds as many bytes of bodies as it may',
};
