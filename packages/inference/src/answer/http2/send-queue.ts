/** Bytes that wait for the other side's window. */
export interface SendQueue {
  readonly length: () => number;
  /** Bytes of the first piece, as it was given. */
  readonly firstLength: () => number;
  readonly push: (pieces: readonly Uint8Array[]) => void;
  /** Hands out the first so many bytes, as they lie. */
  readonly take: (count: number, out: (bytes: Uint8Array) => void) => void;
}

/** An empty queue. */
export function createSendQueue(): SendQueue {
  let pieces: Uint8Array[] = [];
  /** Where in the first piece of all, and which is the first. */
  let first = 0;
  let skip = 0;
  let length = 0;
  return {
    length: () => length,
    firstLength: () => (first < pieces.length ? (pieces[first] as Uint8Array).length - skip : 0),
    push(more) {
      for (const piece of more) {
        if (piece.length === 0) continue;
        pieces.push(piece);
        length += piece.length;
      }
    },
    take(count, out) {
      length -= count;
      for (let left = count; left > 0; ) {
        const piece = pieces[first] as Uint8Array;
        const rest = piece.length - skip;
        if (rest > left) {
          out(piece.subarray(skip, skip + left));
          skip += left;
          return;
        }
        out(skip === 0 ? piece : piece.subarray(skip));
        left -= rest;
        first++;
        skip = 0;
      }
      if (first < pieces.length) return;
      pieces = [];
      first = 0;
    },
  };
}
