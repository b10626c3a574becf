import { ConnectionFault, FLOW_CONTROL_ERROR, FRAME_SIZE_ERROR, PROTOCOL_ERROR } from './frame-kinds.ts';

/** What the other side says of itself, as far as it matters to a server that answers. */
export interface PeerSettings {
  readonly initialWindow?: number;
  readonly mostFrame?: number;
}

/** Reads the payload of SETTINGS (RFC 9113, 6.5.2); of several values of one setting the last. */
export function readSettings(payload: Buffer): PeerSettings {
  if (payload.length % SETTING !== 0) throw new ConnectionFault(FRAME_SIZE_ERROR, 'half a setting');
  const settings: { initialWindow?: number; mostFrame?: number } = {};
  for (let at = 0; at < payload.length; at += SETTING) {
    const value = payload.readUInt32BE(at + 2);
    switch (payload.readUInt16BE(at)) {
      case ENABLE_PUSH:
        if (value > 1) throw new ConnectionFault(PROTOCOL_ERROR, `ENABLE_PUSH of ${value}`);
        break;
      case INITIAL_WINDOW_SIZE:
        if (value > MOST_WINDOW) throw new ConnectionFault(FLOW_CONTROL_ERROR, `a window of ${value}`);
        settings.initialWindow = value;
        break;
      case MAX_FRAME_SIZE:
        if (value < 16_384 || value > 0xffffff) throw new ConnectionFault(PROTOCOL_ERROR, `frames of ${value}`);
        settings.mostFrame = value;
        break;
      default:
    }
  }
  return settings;
}

/** The payload of SETTINGS with these values. */
export function writeSettings(settings: Readonly<Record<number, number>>): Buffer {
  const entries = Object.entries(settings);
  const payload = Buffer.alloc(entries.length * SETTING);
  for (const [i, [name, value]] of entries.entries()) {
    payload.writeUInt16BE(Number(name), i * SETTING);
    payload.writeUInt32BE(value, i * SETTING + 2);
  }
  return payload;
}

const ENABLE_PUSH = 2;
export const MAX_CONCURRENT_STREAMS = 3;
export const INITIAL_WINDOW_SIZE = 4;
const MAX_FRAME_SIZE = 5;
export const MAX_HEADER_LIST_SIZE = 6;

/** No window may be larger (RFC 9113, 6.9.1). */
export const MOST_WINDOW = 0x7fffffff;

const SETTING = 6;
