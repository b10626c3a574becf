/** SPDY/3.1 §2.6: the kinds of control frames, and what is said with a frame. */
export const SYN_STREAM = 1;
export const SYN_REPLY = 2;
export const RST_STREAM = 3;
export const PING = 6;
export const GOAWAY = 7;
export const HEADERS = 8;
export const FIN = 1;
export const CANCEL = 5;

/** A piece of a SPDY connection. */
export interface Frame {
  readonly isControl: boolean;
  /** Of a control frame. */
  readonly type: number;
  readonly flags: number;
  /** Of a data frame. */
  readonly stream: number;
  readonly payload: Buffer;
}

/** Takes bytes apart, wherever they were cut. */
export async function* frames(received: AsyncIterable<Uint8Array>): AsyncGenerator<Frame> {
  let rest = Buffer.alloc(0);
  for await (const chunk of received) {
    rest = rest.length === 0 ? Buffer.from(chunk) : Buffer.concat([rest, chunk]);
    while (rest.length >= 8) {
      const length = rest.readUIntBE(5, 3);
      if (rest.length < 8 + length) break;
      const first = rest.readUInt32BE(0);
      yield {
        isControl: first >= 0x80000000,
        type: first & 0xffff,
        flags: rest[4] ?? 0,
        stream: first & 0x7fffffff,
        payload: rest.subarray(8, 8 + length),
      };
      rest = rest.subarray(8 + length);
    }
  }
}

/** What is said of a stream, or of the connection. */
export function controlFrame(type: number, flags: number, payload: Uint8Array): Uint8Array {
  const head = Buffer.alloc(8);
  head.writeUInt16BE(0x8003, 0);
  head.writeUInt16BE(type, 2);
  head.writeUInt8(flags, 4);
  head.writeUIntBE(payload.length, 5, 3);
  return Buffer.concat([head, payload]);
}

/** What goes through a stream. */
export function dataFrame(stream: number, flags: number, payload: Uint8Array): Uint8Array {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(stream, 0);
  head.writeUInt8(flags, 4);
  head.writeUIntBE(payload.length, 5, 3);
  return Buffer.concat([head, payload]);
}

/** In network order. */
export function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
