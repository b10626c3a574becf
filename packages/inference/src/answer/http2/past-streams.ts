import { ConnectionFault, PROTOCOL_ERROR, STREAM_CLOSED } from './frame-kinds.ts';

/** Which streams of a connection there have been, as far as frames of them may still come. */
export interface PastStreams {
  /** The latest that has begun. */
  readonly last: () => number;
  /** Headers came of a stream that is not open: does it begin with them? Throws {@link ConnectionFault} where it must not. */
  readonly begins: (id: number) => boolean;
  readonly reset: (id: number) => void;
  /** Was it reset here? What comes of it was on its way, and is not heard (RFC 9113, 5.4.2). */
  readonly wasReset: (id: number) => boolean;
}

/** Remembers the latest thousand. */
export function createPastStreams(): PastStreams {
  const resetHere = new Set<number>();
  const skipped: (readonly [from: number, to: number])[] = [];
  let last = 0;
  return {
    last: () => last,
    begins(id) {
      if (id % 2 === 0) throw new ConnectionFault(PROTOCOL_ERROR, `a stream of number ${id}`);
      if (id <= last) {
        if (resetHere.has(id)) return false;
        const isSkipped = skipped.some(([from, to]) => id >= from && id <= to);
        throw new ConnectionFault(isSkipped ? PROTOCOL_ERROR : STREAM_CLOSED, `stream ${id} is over`);
      }
      if (id > last + 2 && skipped.length < MOST_REMEMBERED) skipped.push([last + 1, id - 1]);
      last = id;
      return true;
    },
    reset(id) {
      resetHere.add(id);
      if (resetHere.size > MOST_REMEMBERED)
        for (const [oldest] of resetHere.entries().take(1)) resetHere.delete(oldest);
    },
    wasReset: (id) => resetHere.has(id),
  };
}

const MOST_REMEMBERED = 1000;
