import { GOAWAY, NO_ERROR, PING } from './frame-kinds.ts';
import type { Outbox } from './outbox.ts';
import { MOST_WINDOW } from './read-settings.ts';

/** How a connection ends. */
export interface Goodbye {
  /** Says that streams up to the latest are served, and no others. */
  readonly say: (code: number) => void;
  /**
   * Says that there will be no new streams, and asks whether that was heard: those that begin meanwhile would be refused, and a
   * proxy makes errors of that (RFC 9113, 6.8).
   */
  readonly begin: () => void;
  /** The other side has answered a ping: was it the one after {@link begin}? */
  readonly isHeard: (payload: Buffer) => boolean;
}

/** The goodbye of one connection; `last` is the latest stream that has begun. */
export function createGoodbye(out: Outbox, last: () => number): Goodbye {
  let hasBegun = false;
  const goAway = (latest: number, code: number) => {
    out.head(8, GOAWAY, 0, 0);
    out.uint32(latest);
    out.uint32(code);
  };
  return {
    say: (code) => goAway(last(), code),
    begin() {
      hasBegun = true;
      goAway(MOST_STREAM, NO_ERROR);
      out.head(QUESTION.length, PING, 0, 0);
      out.bytes(QUESTION);
    },
    isHeard: (payload) => hasBegun && payload.equals(QUESTION),
  };
}

/** Numbers of streams have 31 bits, as windows. */
const MOST_STREAM = MOST_WINDOW;
const QUESTION = Buffer.from('goodbye!');
