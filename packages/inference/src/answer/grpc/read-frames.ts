import { type KeptPieces, keepPieces } from '../keep-pieces.ts';

/** Cuts a stream of bytes into gRPC messages, which may come in any pieces. */
export interface FrameReader {
  /**
   * Calls back with each message that is whole, in pieces: a body of a hundred kilobytes is put together nowhere. Throws
   * {@link BadFrame} for what cannot be read.
   */
  readonly take: (bytes: Uint8Array, message: (pieces: readonly Uint8Array[]) => void) => void;
  /** Bytes that are kept of a message that is not whole yet. */
  readonly held: () => number;
}

/** A reader of messages of at most so many bytes. */
export function createFrameReader(most: number): FrameReader {
  /** A head that has come in part. */
  let head: number[] = [];
  let kept: KeptPieces | undefined;
  let held = 0;
  /** Bytes of the message under way that have not come. */
  let left = -1;
  return {
    take(bytes, message) {
      let at = 0;
      while (at < bytes.length || left === 0) {
        if (left < 0) {
          if (head.length === 0 && bytes.length - at >= HEAD) {
            left = lengthIn(bytes, at, most);
            at += HEAD;
          } else {
            head.push(bytes[at++] as number);
            if (head.length < HEAD) continue;
            left = lengthIn(head, 0, most);
            head = [];
          }
        }
        const piece = bytes.subarray(at, at + Math.min(left, bytes.length - at));
        at += piece.length;
        left -= piece.length;
        if (left > 0 || held > 0) {
          kept ??= keepPieces();
          kept.add(piece);
          held += piece.length;
        }
        if (left > 0) return;
        const whole = held > 0 && kept ? kept.take() : [piece];
        held = 0;
        left = -1;
        message(whole);
      }
    },
    held: () => held,
  };
}

/** Bytes that are no gRPC message, or one that is too long. */
export class BadFrame extends Error {
  override readonly name = 'BadFrame';
}

/** A flag and a length of four bytes. */
const HEAD = 5;

function lengthIn(bytes: ArrayLike<number>, at: number, most: number): number {
  if (bytes[at] !== 0) throw new BadFrame('compressed messages are not spoken here');
  const length =
    (bytes[at + 1] as number) * 0x1000000 +
    ((bytes[at + 2] as number) << 16) +
    ((bytes[at + 3] as number) << 8) +
    (bytes[at + 4] as number);
  if (length > most) throw new BadFrame(`a message of ${length} bytes is longer than ${most}`);
  return length;
}
