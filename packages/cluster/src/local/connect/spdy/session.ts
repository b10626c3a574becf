import { createInbox, type Inbox } from '../inbox.ts';
import { createHeaderReader, createHeaderWriter, type Headers } from './header-block.ts';

/** What bytes go through: a socket, or a WebSocket that carries SPDY. */
export interface Carrier {
  /** Resolves when there is room for more. */
  readonly send: (bytes: Uint8Array) => Promise<void>;
  /** Ends when the other side is gone. */
  readonly received: AsyncIterable<Uint8Array>;
  readonly close: () => void;
}

/** One of several streams of a connection. */
export interface SpdyStream {
  readonly id: number;
  readonly headers: Headers;
  /** Ends when the other side has nothing more to say. */
  readonly received: AsyncIterable<Uint8Array>;
  readonly send: (bytes: Uint8Array) => Promise<void>;
  /** Says that no more comes from here. */
  readonly end: () => Promise<void>;
  /** Breaks it off. */
  readonly reset: () => Promise<void>;
}

/**
 * The server's side of SPDY/3.1 as clients of Kubernetes speak it (moby/spdystream@0.5, which has no flow control): they open
 * streams, each is accepted at once and handed to `onStream`. Resolves when the client is gone.
 */
export async function serveSpdy(carrier: Carrier, onStream: (stream: SpdyStream) => void): Promise<void> {
  const readHeaders = createHeaderReader();
  const writeHeaders = createHeaderWriter();
  const inboxes = new Map<number, Inbox>();
  const open = (id: number, headers: Headers): SpdyStream => {
    const inbox = createInbox();
    inboxes.set(id, inbox);
    return {
      id,
      headers,
      received: inbox.chunks,
      send: (bytes) => carrier.send(dataFrame(id, 0, bytes)),
      end: () => carrier.send(dataFrame(id, FIN, new Uint8Array())),
      async reset() {
        inbox.end();
        await carrier.send(controlFrame(RST_STREAM, 0, Buffer.concat([uint32(id), uint32(CANCEL)])));
      },
    };
  };
  try {
    for await (const { isControl, type, flags, stream, payload } of frames(carrier.received)) {
      if (!isControl) {
        const inbox = inboxes.get(stream);
        if (payload.length > 0) inbox?.push(payload);
        if (flags & FIN) inbox?.end();
        continue;
      }
      if (type === SYN_STREAM) {
        const id = payload.readUInt32BE(0) & 0x7fffffff;
        const headers = await readHeaders(payload.subarray(10));
        const opened = open(id, headers);
        if (flags & FIN) inboxes.get(id)?.end();
        await carrier.send(controlFrame(SYN_REPLY, 0, Buffer.concat([uint32(id), writeHeaders({})])));
        onStream(opened);
      } else if (type === HEADERS) await readHeaders(payload.subarray(4));
      else if (type === RST_STREAM) inboxes.get(payload.readUInt32BE(0))?.end();
      else if (type === PING) await carrier.send(controlFrame(PING, 0, payload));
      else if (type === GOAWAY) break;
    }
  } finally {
    for (const inbox of inboxes.values()) inbox.end();
    carrier.close();
  }
}

const SYN_STREAM = 1;
const SYN_REPLY = 2;
const RST_STREAM = 3;
const PING = 6;
const GOAWAY = 7;
const HEADERS = 8;
const FIN = 1;
const CANCEL = 5;

interface Frame {
  readonly isControl: boolean;
  /** Of a control frame. */
  readonly type: number;
  readonly flags: number;
  /** Of a data frame. */
  readonly stream: number;
  readonly payload: Buffer;
}

async function* frames(received: AsyncIterable<Uint8Array>): AsyncGenerator<Frame> {
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

function controlFrame(type: number, flags: number, payload: Uint8Array): Uint8Array {
  const head = Buffer.alloc(8);
  head.writeUInt16BE(0x8003, 0);
  head.writeUInt16BE(type, 2);
  head.writeUInt8(flags, 4);
  head.writeUIntBE(payload.length, 5, 3);
  return Buffer.concat([head, payload]);
}

function dataFrame(stream: number, flags: number, payload: Uint8Array): Uint8Array {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(stream, 0);
  head.writeUInt8(flags, 4);
  head.writeUIntBE(payload.length, 5, 3);
  return Buffer.concat([head, payload]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
