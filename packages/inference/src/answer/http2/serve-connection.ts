import type { Socket } from 'node:net';
import {
  ACK,
  CONTINUATION,
  ConnectionFault,
  DATA,
  END_STREAM,
  ENHANCE_YOUR_CALM,
  FLOW_CONTROL_ERROR,
  FRAME_SIZE_ERROR,
  HEADERS,
  NO_ERROR,
  PING,
  PRIORITY,
  PROTOCOL_ERROR,
  PUSH_PROMISE,
  REFUSED_STREAM,
  RST_STREAM,
  SETTINGS,
  STREAM_CLOSED,
  WINDOW_UPDATE,
} from './frame-kinds.ts';
import { checkFrame } from './frame-rules.ts';
import { createGoodbye } from './goodbye.ts';
import { createHeaderBlocks, type HeaderList } from './header-blocks.ts';
import { createOutbox } from './outbox.ts';
import { createPastStreams } from './past-streams.ts';
import { areTrailers, readRequestHead } from './read-request-head.ts';
import {
  INITIAL_WINDOW_SIZE,
  MAX_CONCURRENT_STREAMS,
  MAX_HEADER_LIST_SIZE,
  MOST_WINDOW,
  readSettings,
  writeSettings,
} from './read-settings.ts';
import { createReceiveWindows, STREAM_WINDOW } from './receive-windows.ts';
import { createResetBudget } from './reset-budget.ts';
import { sendStreams } from './send-streams.ts';
import { openStream, type ServedStream, type StreamListener, type StreamState, servedBy } from './served-stream.ts';
import { splitFrames } from './split-frames.ts';

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
  const streams = new Map<number, StreamState>();
  const out = createOutbox(socket);
  const blocks = createHeaderBlocks(MOST_HEADERS);
  const resets = createResetBudget(now);
  const past = createPastStreams();
  const windows = createReceiveWindows(out);
  const goodbye = createGoodbye(out, past.last);
  let streamWindow = 65_535;
  let isGreeted = false;
  let isReading = false;
  let isFlushPlanned = false;
  let isRefusing = false;
  let isOver = false;

  const flush = () => {
    isFlushPlanned = false;
    if (isOver) return;
    sending.pump();
    out.flush();
    if (socket.writableLength > MOST_UNSENT) socket.pause();
    if (isRefusing && streams.size === 0) {
      isOver = true;
      socket.destroySoon();
    }
  };
  const touched = (stream: StreamState) => {
    sending.touched(stream);
    if (isReading || isFlushPlanned) return;
    isFlushPlanned = true;
    queueMicrotask(flush);
  };
  const close = (stream: StreamState) => {
    if (stream.isClosed) return;
    stream.isClosed = true;
    streams.delete(stream.id);
    sending.forget(stream);
    stream.listener.closed();
  };
  /** Each is answered here to what the other side has done wrong: it may do so only so often (CVE-2025-8671). */
  const reset = (id: number, code: number) => {
    countReset();
    out.head(4, RST_STREAM, 0, id);
    out.uint32(code);
    past.reset(id);
    const stream = streams.get(id);
    if (stream) close(stream);
  };
  const countReset = () => {
    if (!resets.take()) throw new ConnectionFault(ENHANCE_YOUR_CALM, 'streams are reset without end');
  };
  const sending = sendStreams(out, {
    isBehind: () => socket.writableNeedDrain,
    pumped: windows.credit,
    finished(stream) {
      if (stream.isRequestEnded) close(stream);
    },
  });
  const requestEnded = (stream: StreamState) => {
    if (stream.awaited !== undefined && stream.awaited !== 0) return reset(stream.id, PROTOCOL_ERROR);
    stream.isRequestEnded = true;
    if (stream.isLastSent) close(stream);
    else stream.listener.ended();
  };

  const headersCame = ({ stream: id, isEnd, headers, dependsOnItself }: HeaderList) => {
    const known = streams.get(id);
    if (known) {
      if (known.isRequestEnded) return reset(id, STREAM_CLOSED);
      if (!isEnd || !headers || !areTrailers(headers)) return reset(id, PROTOCOL_ERROR);
      return requestEnded(known);
    }
    if (!past.begins(id)) return;
    const head = headers && readRequestHead(headers);
    if (isRefusing || streams.size >= MOST_STREAMS) return reset(id, REFUSED_STREAM);
    if (!head || dependsOnItself) return reset(id, PROTOCOL_ERROR);
    const stream = openStream(id, streamWindow, head.contentLength);
    streams.set(id, stream);
    stream.listener = serve(servedBy(stream, head.path, touched));
    if (isEnd) requestEnded(stream);
  };
  const settingsCame = (flags: number, payload: Buffer) => {
    if (flags & ACK) {
      if (payload.length > 0) throw new ConnectionFault(FRAME_SIZE_ERROR, 'an answer to settings with settings');
      return;
    }
    const settings = readSettings(payload);
    if (settings.mostFrame !== undefined) sending.limitFrames(settings.mostFrame);
    if (settings.initialWindow !== undefined) {
      const more = settings.initialWindow - streamWindow;
      streamWindow = settings.initialWindow;
      for (const stream of streams.values()) sending.widen(stream, more);
    }
    out.head(0, SETTINGS, ACK, 0);
  };
  const windowUpdated = (id: number, more: number) => {
    const stream = streams.get(id);
    if (id === 0) {
      if (more === 0) throw new ConnectionFault(PROTOCOL_ERROR, 'a window that grows by nothing');
      sending.widenAll(more);
    } else if (!stream) return;
    else if (more === 0) reset(id, PROTOCOL_ERROR);
    else if (stream.window + more > MOST_WINDOW) reset(id, FLOW_CONTROL_ERROR);
    else sending.widen(stream, more);
  };

  let current: StreamState | undefined;
  const take = splitFrames(MOST_FRAME, {
    dataBegins(id, length) {
      check(DATA, id, length);
      windows.take(length);
      current = streams.get(id);
      if (!current || current.isRequestEnded) {
        const isOnItsWay = !current && past.wasReset(id);
        current = undefined;
        return isOnItsWay ? undefined : reset(id, STREAM_CLOSED);
      }
      if (!windows.takeOf(current, length)) reset(id, FLOW_CONTROL_ERROR);
    },
    data(bytes) {
      if (!current || current.isClosed) return;
      if (current.awaited !== undefined) current.awaited -= bytes.length;
      // What comes after the end of the answer is not heard.
      if (!current.isFinished) current.listener.data(bytes);
    },
    dataEnds(flags) {
      if (!current || current.isClosed) return;
      if (flags & END_STREAM) requestEnded(current);
      else windows.credit(current);
    },
    frame(kind, flags, id, payload) {
      check(kind, id, payload.length);
      switch (kind) {
        case HEADERS:
        case CONTINUATION: {
          const headers = blocks.take(kind, flags, id, payload);
          if (headers) headersCame(headers);
          return;
        }
        case PRIORITY:
          if (payload.length !== 5 || (payload.readUInt32BE(0) & MOST_WINDOW) === id)
            reset(id, payload.length === 5 ? PROTOCOL_ERROR : FRAME_SIZE_ERROR);
          return;
        case RST_STREAM: {
          const stream = streams.get(id);
          countReset();
          if (stream) close(stream);
          return;
        }
        case SETTINGS:
          return settingsCame(flags, payload);
        case PUSH_PROMISE:
          throw new ConnectionFault(PROTOCOL_ERROR, 'clients promise nothing');
        case PING:
          if (flags & ACK) {
            if (goodbye.isHeard(payload)) refuse();
            return;
          }
          out.head(payload.length, PING, ACK, 0);
          out.bytes(payload);
          return;
        case WINDOW_UPDATE:
          return windowUpdated(id, payload.readUInt32BE(0) & MOST_WINDOW);
        default:
      }
    },
  });
  /** What holds of frames wherever they come. */
  const check = (kind: number, id: number, length: number) => {
    if (!isGreeted && kind !== SETTINGS) throw new ConnectionFault(PROTOCOL_ERROR, 'settings come first');
    isGreeted = true;
    if (blocks.isOpen() && kind !== CONTINUATION) throw new ConnectionFault(PROTOCOL_ERROR, 'headers have not ended');
    checkFrame(kind, id, length, past.last());
  };

  const refuse = () => {
    if (isRefusing || isOver) return;
    isRefusing = true;
    goodbye.say(NO_ERROR);
    if (!isReading) flush();
  };
  const closeAll = () => {
    isOver = true;
    for (const stream of [...streams.values()]) close(stream);
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

const MOST_STREAMS = 100_000;
/** Of others, as every connection begins: clients send no longer ones. */
const MOST_FRAME = 16_384;
const MOST_HEADERS = 65_536;
/** Of what waits for the socket: nothing at all is read. */
const MOST_UNSENT = 8 << 20;
const OUR_SETTINGS = writeSettings({
  [MAX_CONCURRENT_STREAMS]: MOST_STREAMS,
  [INITIAL_WINDOW_SIZE]: STREAM_WINDOW,
  [MAX_HEADER_LIST_SIZE]: MOST_HEADERS,
});
