import { createSendQueue, type SendQueue } from './send-queue.ts';

/** One request, as it is answered. Blocks are made by `writeHeaderBlock`. */
export interface ServedStream {
  readonly path: string;
  /** Is there nobody any more to whom something could be said? */
  readonly isOver: () => boolean;
  /** The headers of the response; they go with what is sent first. */
  readonly respond: (block: Uint8Array) => void;
  /** Bytes of the body, which nobody changes any more. */
  readonly send: (pieces: readonly Uint8Array[]) => void;
  /** The headers after the body, or the only ones. Nothing follows. */
  readonly finish: (block: Uint8Array) => void;
}

/** Hears a request. */
export interface StreamListener {
  readonly data: (bytes: Buffer) => void;
  /** All that was to be sent has gone as far as the socket. */
  readonly sent?: () => void;
  /** The request has come whole. */
  readonly ended: () => void;
  /** Nothing comes and nothing goes any more; told once. */
  readonly closed: () => void;
}

/** What a connection keeps of a stream. */
export interface StreamState {
  readonly id: number;
  readonly queue: SendQueue;
  /** Bytes of a body that its headers promised and that have not come. */
  awaited: number | undefined;
  /** Bytes that the other side takes. */
  window: number;
  /** Bytes that came and were not yet given back to its window. */
  uncredited: number;
  head: Uint8Array | undefined;
  last: Uint8Array | undefined;
  /** Nothing of its body has gone yet. */
  isSilent: boolean;
  /** The last headers have been said, or sent. */
  isFinished: boolean;
  isLastSent: boolean;
  isRequestEnded: boolean;
  isClosed: boolean;
  /** Something of it waits for the next flush. */
  isDirty: boolean;
  listener: StreamListener;
}

/** A stream that has just begun. */
export function openStream(id: number, window: number, awaited: number | undefined): StreamState {
  return {
    id,
    queue: createSendQueue(),
    awaited,
    window,
    uncredited: 0,
    head: undefined,
    last: undefined,
    isSilent: true,
    isFinished: false,
    isLastSent: false,
    isRequestEnded: false,
    isClosed: false,
    isDirty: false,
    listener: DEAF,
  };
}

/** The stream as its listener knows it; `touched` says that something waits to be sent. */
export function servedBy(stream: StreamState, path: string, touched: (stream: StreamState) => void): ServedStream {
  const isOver = () => stream.isFinished || stream.isClosed;
  return {
    path,
    isOver,
    respond(block) {
      stream.head = block;
    },
    send(pieces) {
      if (isOver()) return;
      stream.queue.push(pieces);
      touched(stream);
    },
    finish(block) {
      if (isOver()) return;
      stream.isFinished = true;
      stream.last = block;
      touched(stream);
    },
  };
}

const DEAF: StreamListener = { data() {}, ended() {}, closed() {} };
