import {
  CONTINUATION,
  ConnectionFault,
  DATA,
  FRAME_SIZE_ERROR,
  GOAWAY,
  HEADERS,
  PING,
  PRIORITY,
  PROTOCOL_ERROR,
  RST_STREAM,
  SETTINGS,
  WINDOW_UPDATE,
} from './frame-kinds.ts';

/** Throws a {@link ConnectionFault} for a frame that cannot be there, whatever it says (RFC 9113, 5.1 and 6). */
export function checkFrame(kind: number, stream: number, length: number, lastStream: number): void {
  const exact = LENGTHS[kind];
  if (exact !== undefined && length !== exact) throw new ConnectionFault(FRAME_SIZE_ERROR, `${length} bytes`);
  if (OF_STREAMS.has(kind) && stream === 0) throw new ConnectionFault(PROTOCOL_ERROR, 'a frame of no stream');
  if (OF_CONNECTIONS.has(kind) && stream !== 0) throw new ConnectionFault(PROTOCOL_ERROR, 'a frame of a stream');
  const isIdle = stream > lastStream || (stream % 2 === 0 && stream !== 0);
  if (isIdle && NOT_IDLE.has(kind)) throw new ConnectionFault(PROTOCOL_ERROR, 'a stream that has not begun');
}

const LENGTHS: Readonly<Record<number, number>> = { [RST_STREAM]: 4, [PING]: 8, [WINDOW_UPDATE]: 4 };
const OF_STREAMS: ReadonlySet<number> = new Set([DATA, HEADERS, PRIORITY, RST_STREAM, CONTINUATION]);
const OF_CONNECTIONS: ReadonlySet<number> = new Set([SETTINGS, PING, GOAWAY]);
const NOT_IDLE: ReadonlySet<number> = new Set([DATA, RST_STREAM, WINDOW_UPDATE]);
