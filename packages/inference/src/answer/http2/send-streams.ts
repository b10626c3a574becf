import { ConnectionFault, DATA, END_HEADERS, END_STREAM, FLOW_CONTROL_ERROR, HEADERS } from './frame-kinds.ts';
import type { Outbox } from './outbox.ts';
import { MOST_WINDOW } from './read-settings.ts';
import type { StreamState } from './served-stream.ts';

/** Puts what streams have to say into an outbox, as far as the windows of the other side allow. */
export interface StreamSending {
  /** It has something to say. */
  readonly touched: (stream: StreamState) => void;
  /** Takes from all that have something, unless the socket is behind. */
  readonly pump: () => void;
  /** The other side takes more of a stream, or less. */
  readonly widen: (stream: StreamState, more: number) => void;
  /** The same of the connection. */
  readonly widenAll: (more: number) => void;
  readonly limitFrames: (bytes: number) => void;
  /** It says nothing any more. */
  readonly forget: (stream: StreamState) => void;
}

/** Is told how far a stream has come. */
export interface SendingWorld {
  readonly isBehind: () => boolean;
  /** As much as may go has gone. */
  readonly pumped: (stream: StreamState) => void;
  /** Its last headers have gone. */
  readonly finished: (stream: StreamState) => void;
}

/** The sending half of a connection. */
export function sendStreams(out: Outbox, { isBehind, pumped, finished }: SendingWorld): StreamSending {
  let dirty: StreamState[] = [];
  /** Streams that wait for the connection's window. */
  const starved = new Set<StreamState>();
  let window = 65_535;
  let mostFrame = 16_384;

  const touched = (stream: StreamState) => {
    if (stream.isDirty || stream.isClosed) return;
    stream.isDirty = true;
    dirty.push(stream);
  };
  const sendHead = (stream: StreamState) => {
    const { id, queue, head } = stream;
    if (!head || (queue.length() === 0 && !stream.last)) return;
    out.head(head.length, HEADERS, END_HEADERS, id);
    out.bytes(head);
    stream.head = undefined;
  };
  const sendBytes = (stream: StreamState, count: number) => {
    out.head(count, DATA, 0, stream.id);
    stream.queue.take(count, out.bytes);
    window -= count;
    stream.window -= count;
    stream.isSilent = false;
  };
  /** What is said first, where more follows that others would wait for: somebody waits for a choice, and nobody for half a body. */
  const sendFirst = (stream: StreamState) => {
    const { queue } = stream;
    const count = queue.firstLength();
    if (!stream.isSilent || stream.isClosed || queue.length() < LONG || count > MOST_FIRST) return;
    if (count > Math.min(window, stream.window)) return;
    sendHead(stream);
    sendBytes(stream, count);
  };
  const send = (stream: StreamState) => {
    const { id, queue } = stream;
    if (stream.isClosed || stream.isLastSent) return;
    sendHead(stream);
    const hadBody = queue.length() > 0;
    while (queue.length() > 0) {
      const count = Math.min(queue.length(), window, stream.window, mostFrame);
      if (count <= 0) {
        if (window <= 0) starved.add(stream);
        return;
      }
      sendBytes(stream, count);
    }
    if (hadBody) stream.listener.sent?.();
    if (stream.last) {
      out.head(stream.last.length, HEADERS, END_HEADERS | END_STREAM, id);
      out.bytes(stream.last);
      stream.isLastSent = true;
      finished(stream);
    }
    pumped(stream);
  };
  const sendChoices = (all: readonly StreamState[]) => {
    for (const stream of all) {
      if (stream.isSilent && stream.queue.length() < LONG) send(stream);
      else sendFirst(stream);
    }
  };
  return {
    touched,
    pump() {
      while (dirty.length > 0 && !isBehind()) {
        const now = dirty;
        dirty = [];
        if (now.length > 1) sendChoices(now);
        for (const stream of now) {
          stream.isDirty = false;
          send(stream);
        }
      }
    },
    widen(stream, more) {
      stream.window += more;
      if (stream.window > MOST_WINDOW) throw new ConnectionFault(FLOW_CONTROL_ERROR, 'a window that is too large');
      if (stream.queue.length() > 0) touched(stream);
    },
    widenAll(more) {
      window += more;
      if (window > MOST_WINDOW) throw new ConnectionFault(FLOW_CONTROL_ERROR, 'a window that is too large');
      for (const stream of starved) touched(stream);
      starved.clear();
    },
    limitFrames(bytes) {
      mostFrame = Math.min(bytes, MOST_SENT_FRAME);
    },
    forget: (stream) => starved.delete(stream),
  };
}

/** What is shorter goes whole before what is longer. */
const LONG = 8192;
/** A choice with its headers has some hundred bytes, and of a body the first piece is not sent by itself. */
const MOST_FIRST = 4096;
/** Longer ones save nothing. */
const MOST_SENT_FRAME = 65_536;
