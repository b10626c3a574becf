import { createInbox, type Inbox } from '../inbox.ts';
import {
  CANCEL,
  controlFrame,
  dataFrame,
  FIN,
  type Frame,
  frames,
  GOAWAY,
  HEADERS,
  PING,
  RST_STREAM,
  SYN_REPLY,
  SYN_STREAM,
  uint32,
} from './frames.ts';
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

/** A connection of many streams. */
export interface SpdySession {
  /** Opens a stream; the other side's consent is not waited for. */
  readonly open: (headers: Headers) => Promise<SpdyStream>;
  /** Settled when the other side is there no more. */
  readonly gone: Promise<void>;
  readonly close: () => void;
}

/**
 * The server's side of SPDY/3.1 as clients of Kubernetes speak it (moby/spdystream@0.5, which has no flow control): they open
 * streams, each is accepted at once and handed to `onStream`. Resolves when the client is gone.
 */
export function serveSpdy(carrier: Carrier, onStream: (stream: SpdyStream) => void): Promise<void> {
  return speakSpdy(carrier, onStream).gone;
}

/** The client's side: it opens streams, and accepts none. */
export function beginSpdy(carrier: Carrier): SpdySession {
  return speakSpdy(carrier, (stream) => void stream.reset());
}

function speakSpdy(carrier: Carrier, onStream: (stream: SpdyStream) => void): SpdySession {
  const readHeaders = createHeaderReader();
  const writeHeaders = createHeaderWriter();
  const inboxes = new Map<number, Inbox>();
  const streamOf = (id: number, headers: Headers): SpdyStream => {
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
  /** Whether the other side goes on. */
  const take = async ({ isControl, type, flags, stream, payload }: Frame): Promise<boolean> => {
    if (!isControl) {
      const inbox = inboxes.get(stream);
      if (payload.length > 0) inbox?.push(payload);
      if (flags & FIN) inbox?.end();
    } else if (type === SYN_STREAM) {
      const id = payload.readUInt32BE(0) & 0x7fffffff;
      const opened = streamOf(id, await readHeaders(payload.subarray(10)));
      if (flags & FIN) inboxes.get(id)?.end();
      await carrier.send(controlFrame(SYN_REPLY, 0, Buffer.concat([uint32(id), writeHeaders({})])));
      onStream(opened);
    } else if (type === SYN_REPLY) {
      // Read though nobody asks: the blocks of one side are one compressed stream.
      await readHeaders(payload.subarray(4));
      if (flags & FIN) inboxes.get(payload.readUInt32BE(0))?.end();
    } else if (type === HEADERS) await readHeaders(payload.subarray(4));
    else if (type === RST_STREAM) inboxes.get(payload.readUInt32BE(0))?.end();
    else if (type === PING) await carrier.send(controlFrame(PING, 0, payload));
    return !(isControl && type === GOAWAY);
  };
  const listen = async (): Promise<void> => {
    try {
      for await (const frame of frames(carrier.received)) if (!(await take(frame))) break;
    } finally {
      for (const inbox of inboxes.values()) inbox.end();
      carrier.close();
    }
  };
  let next = 1;
  return {
    async open(headers) {
      const id = next;
      // A client's are odd (SPDY/3.1 §2.3.2).
      next += 2;
      const stream = streamOf(id, headers);
      const head = Buffer.concat([uint32(id), uint32(0), Buffer.of(0, 0)]);
      await carrier.send(controlFrame(SYN_STREAM, 0, Buffer.concat([head, writeHeaders(headers)])));
      return stream;
    },
    gone: listen(),
    close: carrier.close,
  };
}
