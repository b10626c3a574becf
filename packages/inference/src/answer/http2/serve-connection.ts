import type { Socket } from 'node:net';
import { createConnectionStreams, MOST_STREAMS } from './connection-streams.ts';
import { ConnectionFault, NO_ERROR, SETTINGS } from './frame-kinds.ts';
import { createGoodbye } from './goodbye.ts';
import { createOutbox } from './outbox.ts';
import { INITIAL_WINDOW_SIZE, MAX_CONCURRENT_STREAMS, MAX_HEADER_LIST_SIZE, writeSettings } from './read-settings.ts';
import { createReceiveWindows, STREAM_WINDOW } from './receive-windows.ts';
import type { ServedStream, StreamListener } from './served-stream.ts';
import { MOST_HEADERS, takeFrames } from './take-frames.ts';

/** A connection that is served. */
export interface Connection {
  /** Says that it takes no new streams, and {@link refuse}s when the other side has heard it: what is on its way is served. */
  readonly drain: () => void;
  /** Takes no new streams, and closes when the last has ended. */
  readonly refuse: () => void;
}

/**
 * Serves HTTP/2 on a socket (RFC 9113), as far as a gRPC server needs it: no pushes, no priorities. What comes in one read is
 * answered in one write, and bodies are copied neither on their way in nor out; `node:http2` took two to four times the
 * processor time for the same streams (docs/inference/speed.md).
 *
 * @param now ms on any clock: streams that are reset are taken only so fast
 */
export function serveConnection(
  socket: Socket,
  serve: (stream: ServedStream) => StreamListener,
  now: () => number,
): Connection {
  const out = createOutbox(socket);
  const windows = createReceiveWindows(out);
  let isReading = false;
  let isFlushPlanned = false;
  let isRefusing = false;
  let isOver = false;

  const flush = () => {
    isFlushPlanned = false;
    if (isOver) return;
    streams.sending.pump();
    out.flush();
    if (socket.writableLength > MOST_UNSENT) socket.pause();
    if (isRefusing && streams.count() === 0) {
      isOver = true;
      socket.destroySoon();
    }
  };
  const streams = createConnectionStreams(out, {
    serve,
    now,
    isRefusing: () => isRefusing,
    isBehind: () => socket.writableNeedDrain,
    touched() {
      if (isReading || isFlushPlanned) return;
      isFlushPlanned = true;
      queueMicrotask(flush);
    },
    pumped: windows.credit,
  });
  const goodbye = createGoodbye(out, streams.last);
  const refuse = () => {
    if (isRefusing || isOver) return;
    isRefusing = true;
    goodbye.say(NO_ERROR);
    if (!isReading) flush();
  };
  const take = takeFrames({
    streams,
    windows,
    out,
    answered(payload) {
      if (goodbye.isHeard(payload)) refuse();
    },
  });
  const closeAll = () => {
    isOver = true;
    streams.closeAll();
  };

  socket.setNoDelay(true);
  socket.on('data', (bytes: Buffer) => {
    if (isOver) return;
    isReading = true;
    try {
      take(bytes);
    } catch (error) {
      if (!(error instanceof ConnectionFault)) throw error;
      goodbye.say(error.code);
      out.flush();
      closeAll();
      socket.destroySoon();
      return;
    } finally {
      isReading = false;
    }
    flush();
  });
  socket.on('drain', () => {
    socket.resume();
    flush();
  });
  // A proxy that goes away is no error of ours.
  socket.on('error', () => {});
  socket.on('close', closeAll);
  out.head(OUR_SETTINGS.length, SETTINGS, 0, 0);
  out.bytes(OUR_SETTINGS);
  windows.open();
  out.flush();
  return {
    drain() {
      if (isRefusing || isOver) return;
      goodbye.begin();
      flush();
    },
    refuse,
  };
}

/** Of what waits for the socket: nothing at all is read. */
const MOST_UNSENT = 8 << 20;
const OUR_SETTINGS = writeSettings({
  [MAX_CONCURRENT_STREAMS]: MOST_STREAMS,
  [INITIAL_WINDOW_SIZE]: STREAM_WINDOW,
  [MAX_HEADER_LIST_SIZE]: MOST_HEADERS,
});
