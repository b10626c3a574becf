/** Cuts a stream of bytes into gRPC messages, which may come in any pieces. */
export interface FrameReader {
  /** Calls back with each message that is whole. Throws {@link BadFrame} for what cannot be read. */
  readonly take: (bytes: Uint8Array, message: (message: Uint8Array) => void) => void;
}

/** A reader of messages of at most so many bytes. */
export function createFrameReader(most: number): FrameReader {
  let rest: Uint8Array[] = [];
  let held = 0;
  let wanted = HEAD;
  return {
    take(bytes, message) {
      let chunk = bytes;
      if (held > 0) {
        rest.push(bytes);
        held += bytes.length;
        if (held < wanted) return;
        chunk = Buffer.concat(rest, held);
        rest = [];
        held = 0;
      }
      let at = 0;
      wanted = HEAD;
      while (chunk.length - at >= HEAD) {
        if (chunk[at] !== 0) throw new BadFrame('compressed messages are not spoken here');
        const length = lengthAt(chunk, at + 1);
        if (length > most) throw new BadFrame(`a message of ${length} bytes is longer than ${most}`);
        wanted = HEAD + length;
        if (chunk.length - at < wanted) break;
        message(chunk.subarray(at + HEAD, at + wanted));
        at += wanted;
        wanted = HEAD;
      }
      if (at === chunk.length) return;
      rest = [chunk.subarray(at)];
      held = chunk.length - at;
    },
  };
}

/** Bytes that are no gRPC message, or one that is too long. */
export class BadFrame extends Error {
  override readonly name = 'BadFrame';
}

/** A flag and a length of four bytes. */
const HEAD = 5;

function lengthAt(bytes: Uint8Array, at: number): number {
  return (
    (bytes[at] as number) * 0x1000000 +
    ((bytes[at + 1] as number) << 16) +
    ((bytes[at + 2] as number) << 8) +
    (bytes[at + 3] as number)
  );
}
