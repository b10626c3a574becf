import {
  COMPRESSION_ERROR,
  CONTINUATION,
  ConnectionFault,
  END_HEADERS,
  END_STREAM,
  ENHANCE_YOUR_CALM,
  HEADERS,
  PADDED,
  PROTOCOL_ERROR,
  WITH_PRIORITY,
} from './frame-kinds.ts';
import type { Header } from './hpack/header.ts';
import { HpackFault } from './hpack/hpack-fault.ts';
import { readHeaderBlocks } from './hpack/read-header-blocks.ts';

/** Headers that have come whole. */
export interface HeaderList {
  readonly stream: number;
  readonly isEnd: boolean;
  /** Undefined where there are too many. */
  readonly headers: readonly Header[] | undefined;
  /** It says to depend on itself (RFC 7540, 5.3.1). */
  readonly dependsOnItself: boolean;
}

/** Puts the blocks of HEADERS and CONTINUATION together. */
export interface HeaderBlocks {
  /** Another frame of these kinds; the headers when they are whole. */
  readonly take: (kind: number, flags: number, stream: number, payload: Buffer) => HeaderList | undefined;
  /** Has a block begun that has not ended? Nothing else may come until it has. */
  readonly isOpen: () => boolean;
}

/** The blocks of one connection; longer lists than so many bytes are not given. */
export function createHeaderBlocks(mostBytes: number): HeaderBlocks {
  const read = readHeaderBlocks(mostBytes);
  let begun: { readonly stream: number; readonly isEnd: boolean; readonly dependsOnItself: boolean } | undefined;
  let pieces: Uint8Array[] = [];
  let bytes = 0;
  const list = (): HeaderList => {
    const block = pieces.length === 1 ? (pieces[0] as Uint8Array) : Buffer.concat(pieces);
    pieces = [];
    bytes = 0;
    const of = begun as NonNullable<typeof begun>;
    begun = undefined;
    try {
      return { ...of, headers: read(block) };
    } catch (error) {
      if (error instanceof HpackFault) throw new ConnectionFault(COMPRESSION_ERROR, error.message);
      throw error;
    }
  };
  return {
    take(kind, flags, stream, payload) {
      let fragment = payload;
      if (kind === HEADERS) {
        const opened = openedBy(flags, stream, payload);
        begun = { stream, isEnd: (flags & END_STREAM) !== 0, dependsOnItself: opened.dependsOnItself };
        fragment = opened.fragment;
      } else if (kind !== CONTINUATION || begun?.stream !== stream)
        throw new ConnectionFault(PROTOCOL_ERROR, 'a block of headers goes on nowhere');
      pieces.push(fragment);
      bytes += fragment.length;
      // However it is cut: who sends more than this wants to fill the memory.
      if (bytes > mostBytes || pieces.length > MOST_PIECES)
        throw new ConnectionFault(ENHANCE_YOUR_CALM, 'headers without an end');
      return flags & END_HEADERS ? list() : undefined;
    },
    isOpen: () => begun !== undefined,
  };
}

function openedBy(
  flags: number,
  stream: number,
  payload: Buffer,
): { readonly fragment: Buffer; readonly dependsOnItself: boolean } {
  const isPadded = (flags & PADDED) !== 0;
  const hasPriority = (flags & WITH_PRIORITY) !== 0;
  const from = (isPadded ? 1 : 0) + (hasPriority ? 5 : 0);
  const to = payload.length - (isPadded ? (payload[0] ?? 0) : 0);
  if (from > to) throw new ConnectionFault(PROTOCOL_ERROR, 'more padding than payload');
  const dependsOnItself = hasPriority && (payload.readUInt32BE(isPadded ? 1 : 0) & MOST_ID) === stream;
  return { fragment: payload.subarray(from, to), dependsOnItself };
}

const MOST_ID = 0x7fffffff;
const MOST_PIECES = 64;
