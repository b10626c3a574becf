import {
  ConnectionFault,
  ENHANCE_YOUR_CALM,
  FLOW_CONTROL_ERROR,
  PROTOCOL_ERROR,
  REFUSED_STREAM,
  RST_STREAM,
  STREAM_CLOSED,
} from './frame-kinds.ts';
import type { HeaderList } from './header-blocks.ts';
import type { Outbox } from './outbox.ts';
import { createPastStreams } from './past-streams.ts';
import { areTrailers, readRequestHead } from './read-request-head.ts';
import { MOST_WINDOW } from './read-settings.ts';
import { createResetBudget } from './reset-budget.ts';
import { type StreamSending, sendStreams } from './send-streams.ts';
import { openStream, type ServedStream, type StreamListener, type StreamState, servedBy } from './served-stream.ts';

/** The streams of a connection: which there are, how each begins and what ends it. */
export interface ConnectionStreams {
  readonly get: (id: number) => StreamState | undefined;
  readonly count: () => number;
  /** The latest that has begun. */
  readonly last: () => number;
  readonly sending: Pick<StreamSending, 'pump' | 'widenAll' | 'limitFrames'>;
  /** Headers have come whole: a stream begins with them, or its request ends. */
  readonly headersCame: (list: HeaderList) => void;
  readonly requestEnded: (stream: StreamState) => void;
  /** Ends one because of what the other side has done wrong: it may do so only so often (CVE-2025-8671). */
  readonly reset: (id: number, code: number) => void;
  /** Was it reset here? What comes of it was on its way, and is not heard. */
  readonly wasReset: (id: number) => boolean;
  /** The other side has reset it. */
  readonly takeBack: (id: number) => void;
  /** The other side takes more of one. */
  readonly widen: (id: number, more: number) => void;
  /** The window with which streams begin; those that are there are widened by the difference. */
  readonly beginWith: (window: number) => void;
  readonly closeAll: () => void;
}

/** What streams need of their connection. */
export interface StreamsWorld {
  readonly serve: (stream: ServedStream) => StreamListener;
  /** ms on any clock: streams that are reset are taken only so fast */
  readonly now: () => number;
  /** Takes no new streams. */
  readonly isRefusing: () => boolean;
  readonly isBehind: () => boolean;
  /** Something waits to be sent. */
  readonly touched: () => void;
  /** As much of a stream as may go has gone. */
  readonly pumped: (stream: StreamState) => void;
}

/** A connection of which no stream has begun. */
export function createConnectionStreams(out: Outbox, world: StreamsWorld): ConnectionStreams {
  const { serve, now, isRefusing, isBehind, pumped } = world;
  const streams = new Map<number, StreamState>();
  const resets = createResetBudget(now);
  const past = createPastStreams();
  let beginWindow = 65_535;

  const close = (stream: StreamState) => {
    if (stream.isClosed) return;
    stream.isClosed = true;
    streams.delete(stream.id);
    sending.forget(stream);
    stream.listener.closed();
  };
  const countReset = () => {
    if (!resets.take()) throw new ConnectionFault(ENHANCE_YOUR_CALM, 'streams are reset without end');
  };
  const reset = (id: number, code: number) => {
    countReset();
    out.head(4, RST_STREAM, 0, id);
    out.uint32(code);
    past.reset(id);
    const stream = streams.get(id);
    if (stream) close(stream);
  };
  const sending = sendStreams(out, {
    isBehind,
    pumped,
    finished(stream) {
      if (stream.isRequestEnded) close(stream);
    },
  });
  const touched = (stream: StreamState) => {
    sending.touched(stream);
    world.touched();
  };
  const requestEnded = (stream: StreamState) => {
    if (stream.awaited !== undefined && stream.awaited !== 0) return reset(stream.id, PROTOCOL_ERROR);
    stream.isRequestEnded = true;
    if (stream.isLastSent) close(stream);
    else stream.listener.ended();
  };

  return {
    get: (id) => streams.get(id),
    count: () => streams.size,
    last: past.last,
    sending,
    headersCame({ stream: id, isEnd, headers, dependsOnItself }) {
      const known = streams.get(id);
      if (known) {
        if (known.isRequestEnded) return reset(id, STREAM_CLOSED);
        if (!isEnd || !headers || !areTrailers(headers)) return reset(id, PROTOCOL_ERROR);
        return requestEnded(known);
      }
      if (!past.begins(id)) return;
      const head = headers && readRequestHead(headers);
      if (isRefusing() || streams.size >= MOST_STREAMS) return reset(id, REFUSED_STREAM);
      if (!head || dependsOnItself) return reset(id, PROTOCOL_ERROR);
      const stream = openStream(id, beginWindow, head.contentLength);
      streams.set(id, stream);
      stream.listener = serve(servedBy(stream, head.path, touched));
      if (isEnd) requestEnded(stream);
    },
    requestEnded,
    reset,
    wasReset: past.wasReset,
    takeBack(id) {
      const stream = streams.get(id);
      countReset();
      if (stream) close(stream);
    },
    widen(id, more) {
      const stream = streams.get(id);
      if (!stream) return;
      if (more === 0) reset(id, PROTOCOL_ERROR);
      else if (stream.window + more > MOST_WINDOW) reset(id, FLOW_CONTROL_ERROR);
      else sending.widen(stream, more);
    },
    beginWith(window) {
      const more = window - beginWindow;
      beginWindow = window;
      for (const stream of streams.values()) sending.widen(stream, more);
    },
    closeAll() {
      for (const stream of [...streams.values()]) close(stream);
    },
  };
}

/** At once. */
export const MOST_STREAMS = 100_000;
