import { once } from 'node:events';
import { connect } from 'node:net';

/** A frame of HTTP/2. */
export interface RawFrame {
  readonly kind: number;
  readonly flags: number;
  readonly stream: number;
  readonly payload: Buffer;
}

/** Somebody who speaks HTTP/2 byte by byte, and may do it wrong. */
export interface RawClient {
  readonly send: (...bytes: readonly Uint8Array[]) => void;
  /** The first frame that came and is this; none when the connection ends before. */
  readonly hear: (is: (frame: RawFrame) => boolean) => Promise<RawFrame | undefined>;
  /** All that came so far. */
  readonly heard: () => readonly RawFrame[];
  readonly close: () => void;
}

export const [DATA, HEADERS, PRIORITY, RST_STREAM, SETTINGS, PUSH_PROMISE, PING, GOAWAY, WINDOW_UPDATE, CONTINUATION] =
  [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] as const;
export const PREFACE = Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');

/** The bytes of a frame. */
export function frame(kind: number, flags: number, stream: number, payload: Uint8Array = Buffer.alloc(0)): Buffer {
  const head = Buffer.alloc(9);
  head.writeUIntBE(payload.length, 0, 3);
  head[3] = kind;
  head[4] = flags;
  head.writeUInt32BE(stream, 5);
  return Buffer.concat([head, payload]);
}

/** Numbers of four bytes. */
export function uint32(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [i, value] of values.entries()) bytes.writeUInt32BE(value, i * 4);
  return bytes;
}

/** A setting. */
export function setting(name: number, value: number): Buffer {
  return Buffer.concat([Buffer.from([0, name]), uint32(value)]);
}

/** A block of headers as they are written here, none of them kept. */
export function block(headers: Readonly<Record<string, string>>): Buffer {
  const text = (value: string) => Buffer.concat([Buffer.from([value.length]), Buffer.from(value)]);
  return Buffer.concat(Object.entries(headers).flatMap(([name, value]) => [Buffer.from([0]), text(name), text(value)]));
}

/** Connects to a port of this machine. */
export async function connectRaw(port: number): Promise<RawClient> {
  const socket = connect(port, '127.0.0.1');
  const frames: RawFrame[] = [];
  let rest = Buffer.alloc(0);
  let isOver = false;
  let look = () => {};
  socket.on('data', (bytes: Buffer) => {
    rest = Buffer.concat([rest, bytes]);
    for (let end = 9 + (rest.length < 9 ? 0 : rest.readUIntBE(0, 3)); rest.length >= 9 && rest.length >= end; ) {
      const [kind, flags] = [rest[3] as number, rest[4] as number];
      frames.push({ kind, flags, stream: rest.readUInt32BE(5), payload: rest.subarray(9, end) });
      rest = rest.subarray(end);
      end = 9 + (rest.length < 9 ? 0 : rest.readUIntBE(0, 3));
    }
    look();
  });
  socket.on('error', () => {});
  socket.on('close', () => {
    isOver = true;
    look();
  });
  await once(socket, 'connect');
  return {
    send: (...bytes) => socket.write(Buffer.concat(bytes)),
    hear: (is) =>
      new Promise((resolve) => {
        look = () => {
          const found = frames.find(is);
          if (found || isOver) resolve(found);
        };
        look();
      }),
    heard: () => frames,
    close: () => socket.destroy(),
  };
}
