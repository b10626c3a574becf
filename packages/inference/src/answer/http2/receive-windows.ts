import { ConnectionFault, FLOW_CONTROL_ERROR, WINDOW_UPDATE } from './frame-kinds.ts';
import type { Outbox } from './outbox.ts';
import type { StreamState } from './served-stream.ts';

/** How much the other side may send: what comes counts against windows until it is given back. */
export interface ReceiveWindows {
  /** Opens that of the connection, which begins small. */
  readonly open: () => void;
  /** So many bytes come, of whatever stream. Throws {@link ConnectionFault} where they are more than the window. */
  readonly take: (count: number) => void;
  /** They come of this stream; false where they are more than its window. */
  readonly takeOf: (stream: StreamState, count: number) => boolean;
  /** Bytes of a stream count against its window again, as long as the answers to them are read. */
  readonly credit: (stream: StreamState) => void;
}

/** The windows of one connection. */
export function createReceiveWindows(out: Outbox): ReceiveWindows {
  let uncredited = 0;
  const giveBack = (id: number, count: number) => {
    out.head(4, WINDOW_UPDATE, 0, id);
    out.uint32(count);
  };
  return {
    open: () => giveBack(0, CONNECTION_WINDOW - 65_535),
    take(count) {
      uncredited += count;
      if (uncredited > CONNECTION_WINDOW) throw new ConnectionFault(FLOW_CONTROL_ERROR, 'more than the window');
      if (uncredited < CONNECTION_WINDOW / 4) return;
      giveBack(0, uncredited);
      uncredited = 0;
    },
    takeOf(stream, count) {
      stream.uncredited += count;
      return stream.uncredited <= STREAM_WINDOW;
    },
    credit(stream) {
      if (stream.uncredited < STREAM_WINDOW / 4 || stream.isRequestEnded || stream.isClosed) return;
      if (stream.queue.length() > MOST_UNREAD) return;
      giveBack(stream.id, stream.uncredited);
      stream.uncredited = 0;
    },
  };
}

/** Bytes of a stream that may be on their way. */
export const STREAM_WINDOW: number = 4 << 20;
const CONNECTION_WINDOW = 64 << 20;
/** Of answers of one stream that wait for its window: no more of it is read. */
const MOST_UNREAD = 1 << 20;
