import type { ConnectionStreams } from './connection-streams.ts';
import {
  ACK,
  CONTINUATION,
  ConnectionFault,
  DATA,
  END_STREAM,
  FLOW_CONTROL_ERROR,
  FRAME_SIZE_ERROR,
  HEADERS,
  PING,
  PRIORITY,
  PROTOCOL_ERROR,
  PUSH_PROMISE,
  RST_STREAM,
  SETTINGS,
  STREAM_CLOSED,
  WINDOW_UPDATE,
} from './frame-kinds.ts';
import { checkFrame } from './frame-rules.ts';
import { createHeaderBlocks } from './header-blocks.ts';
import type { Outbox } from './outbox.ts';
import { MOST_WINDOW, readSettings } from './read-settings.ts';
import type { ReceiveWindows } from './receive-windows.ts';
import type { StreamState } from './served-stream.ts';
import { splitFrames } from './split-frames.ts';

/** Whom frames concern. */
export interface FrameWorld {
  readonly streams: ConnectionStreams;
  readonly windows: Pick<ReceiveWindows, 'take' | 'takeOf' | 'credit'>;
  readonly out: Outbox;
  /** The other side has answered a ping. */
  readonly answered: (payload: Buffer) => void;
}

/** Takes the bytes of a connection as they come, and does what each frame says. Throws a {@link ConnectionFault} where none may go on. */
export function takeFrames({ streams, windows, out, answered }: FrameWorld): (bytes: Buffer) => void {
  const blocks = createHeaderBlocks(MOST_HEADERS);
  let isGreeted = false;
  let current: StreamState | undefined;

  /** What holds of frames wherever they come. */
  const check = (kind: number, id: number, length: number) => {
    if (!isGreeted && kind !== SETTINGS) throw new ConnectionFault(PROTOCOL_ERROR, 'settings come first');
    isGreeted = true;
    if (blocks.isOpen() && kind !== CONTINUATION) throw new ConnectionFault(PROTOCOL_ERROR, 'headers have not ended');
    checkFrame(kind, id, length, streams.last());
  };
  const settingsCame = (flags: number, payload: Buffer) => {
    if (flags & ACK) {
      if (payload.length > 0) throw new ConnectionFault(FRAME_SIZE_ERROR, 'an answer to settings with settings');
      return;
    }
    const { mostFrame, initialWindow } = readSettings(payload);
    if (mostFrame !== undefined) streams.sending.limitFrames(mostFrame);
    if (initialWindow !== undefined) streams.beginWith(initialWindow);
    out.head(0, SETTINGS, ACK, 0);
  };
  const windowUpdated = (id: number, more: number) => {
    if (id !== 0) return streams.widen(id, more);
    if (more === 0) throw new ConnectionFault(PROTOCOL_ERROR, 'a window that grows by nothing');
    streams.sending.widenAll(more);
  };

  return splitFrames(MOST_FRAME, {
    dataBegins(id, length) {
      check(DATA, id, length);
      windows.take(length);
      current = streams.get(id);
      if (!current || current.isRequestEnded) {
        const isOnItsWay = !current && streams.wasReset(id);
        current = undefined;
        return isOnItsWay ? undefined : streams.reset(id, STREAM_CLOSED);
      }
      if (!windows.takeOf(current, length)) streams.reset(id, FLOW_CONTROL_ERROR);
    },
    data(bytes) {
      if (!current || current.isClosed) return;
      if (current.awaited !== undefined) current.awaited -= bytes.length;
      // What comes after the end of the answer is not heard.
      if (!current.isFinished) current.listener.data(bytes);
    },
    dataEnds(flags) {
      if (!current || current.isClosed) return;
      if (flags & END_STREAM) streams.requestEnded(current);
      else windows.credit(current);
    },
    frame(kind, flags, id, payload) {
      check(kind, id, payload.length);
      switch (kind) {
        case HEADERS:
        case CONTINUATION: {
          const headers = blocks.take(kind, flags, id, payload);
          if (headers) streams.headersCame(headers);
          return;
        }
        case PRIORITY:
          if (payload.length !== 5 || (payload.readUInt32BE(0) & MOST_WINDOW) === id)
            streams.reset(id, payload.length === 5 ? PROTOCOL_ERROR : FRAME_SIZE_ERROR);
          return;
        case RST_STREAM:
          return streams.takeBack(id);
        case SETTINGS:
          return settingsCame(flags, payload);
        case PUSH_PROMISE:
          throw new ConnectionFault(PROTOCOL_ERROR, 'clients promise nothing');
        case PING:
          if (flags & ACK) return answered(payload);
          out.head(payload.length, PING, ACK, 0);
          out.bytes(payload);
          return;
        case WINDOW_UPDATE:
          return windowUpdated(id, payload.readUInt32BE(0) & MOST_WINDOW);
        default:
      }
    },
  });
}

/** Of others, as every connection begins: clients send no longer ones. */
const MOST_FRAME = 16_384;
export const MOST_HEADERS = 65_536;
