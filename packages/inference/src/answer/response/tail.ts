/** The last bytes of a stream, where servers tell of their tokens. */
export interface Tail {
  readonly take: (bytes: Uint8Array) => void;
  readonly text: () => string;
}

/** A tail of at least so many bytes, if the stream has them. */
export function createTail(least = 2048): Tail {
  // A copy, in memory of its own: a view of a few bytes would keep all that was read from the socket with them.
  let memory: Buffer = NOTHING;
  let held = 0;
  const makeRoom = (more: number) => {
    const kept = Math.min(held, least - more);
    const from = held - kept;
    held = kept;
    if (memory.length === 2 * least) {
      memory.copyWithin(0, from, from + kept);
      return;
    }
    const larger = Buffer.allocUnsafe(Math.min(2 * least, Math.max(FIRST, 2 * memory.length, kept + more)));
    memory.copy(larger, 0, from, from + kept);
    memory = larger;
  };
  return {
    take(bytes) {
      const last = bytes.length > least ? bytes.subarray(bytes.length - least) : bytes;
      if (last.length === least) held = 0;
      if (held + last.length > memory.length) makeRoom(last.length);
      memory.set(last, held);
      held += last.length;
    },
    text: () => memory.toString('latin1', 0, held),
  };
}

const NOTHING = Buffer.alloc(0);
/** Most answers that are not streamed are shorter. */
const FIRST = 512;
