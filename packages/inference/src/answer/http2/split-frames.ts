import { ConnectionFault, DATA, FRAME_HEAD, FRAME_SIZE_ERROR, PADDED, PROTOCOL_ERROR } from './frame-kinds.ts';

/** Is told of frames, in their order. */
export interface FrameSink {
  /** A frame of another kind than DATA, whole. */
  readonly frame: (kind: number, flags: number, stream: number, payload: Buffer) => void;
  /** DATA begins: so many bytes count against the windows, padding included. */
  readonly dataBegins: (stream: number, length: number) => void;
  /** Its bytes as they come, in any number of pieces. */
  readonly data: (bytes: Buffer) => void;
  readonly dataEnds: (flags: number) => void;
}

/**
 * Cuts what comes on a connection into frames. Bytes of DATA are handed on as they lie in what was read: bodies make up nearly all
 * of it, and are copied nowhere. Throws {@link ConnectionFault} for what is no HTTP/2.
 *
 * @param most a longer frame ends the connection
 */
export function splitFrames(most: number, sink: FrameSink): (bytes: Buffer) => void {
  let prefaced = 0;
  const head = Buffer.alloc(FRAME_HEAD);
  let headFilled = 0;
  let isInFrame = false;
  let kind = 0;
  let flags = 0;
  let stream = 0;
  /** Of the payload, without padding that has been found. */
  let left = 0;
  let isPadRead = false;
  let padding = 0;
  let held: Buffer[] = [];

  const begin = (bytes: Buffer, at: number) => {
    left = bytes.readUIntBE(at, 3);
    kind = bytes[at + 3] as number;
    flags = bytes[at + 4] as number;
    stream = bytes.readUInt32BE(at + 5) & 0x7fffffff;
    if (left > most) throw new ConnectionFault(FRAME_SIZE_ERROR, `a frame of ${left} bytes`);
    isInFrame = true;
    padding = 0;
    if (kind !== DATA) return;
    sink.dataBegins(stream, left);
    isPadRead = (flags & PADDED) === 0;
    if (!isPadRead && left === 0) throw new ConnectionFault(FRAME_SIZE_ERROR, 'no room for the length of the padding');
  };
  const takeData = (bytes: Buffer, from: number): number => {
    let at = from;
    if (!isPadRead && at < bytes.length) {
      padding = bytes[at++] as number;
      left--;
      isPadRead = true;
      if (padding > left) throw new ConnectionFault(PROTOCOL_ERROR, 'more padding than payload');
    }
    const told = Math.min(left - padding, bytes.length - at);
    if (told > 0) sink.data(bytes.subarray(at, at + told));
    at += Math.max(0, told);
    left -= Math.max(0, told);
    if (left > padding || !isPadRead) return at;
    const skipped = Math.min(left, bytes.length - at);
    left -= skipped;
    padding -= skipped;
    if (left === 0) {
      isInFrame = false;
      sink.dataEnds(flags);
    }
    return at + skipped;
  };
  const takeOther = (bytes: Buffer, from: number): number => {
    const to = Math.min(bytes.length, from + left);
    left -= to - from;
    if (left > 0) {
      held.push(bytes.subarray(from, to));
      return to;
    }
    isInFrame = false;
    const end = bytes.subarray(from, to);
    const payload = held.length === 0 ? end : Buffer.concat([...held, end]);
    held = [];
    sink.frame(kind, flags, stream, payload);
    return to;
  };
  return (bytes) => {
    let at = 0;
    while (prefaced < PREFACE.length && at < bytes.length)
      if (bytes[at++] !== PREFACE[prefaced++]) throw new ConnectionFault(PROTOCOL_ERROR, 'this is not HTTP/2');
    while (at < bytes.length) {
      if (!isInFrame) {
        if (headFilled === 0 && bytes.length - at >= FRAME_HEAD) {
          begin(bytes, at);
          at += FRAME_HEAD;
        } else {
          head[headFilled++] = bytes[at++] as number;
          if (headFilled < FRAME_HEAD) continue;
          headFilled = 0;
          begin(head, 0);
        }
        // A frame without a payload ends where it begins.
        if (left > 0) continue;
      }
      at = kind === DATA ? takeData(bytes, at) : takeOther(bytes, at);
    }
  };
}

const PREFACE = Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 'latin1');
