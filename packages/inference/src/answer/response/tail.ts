/** The last bytes of a stream, where servers tell of their tokens. */
export interface Tail {
  readonly take: (bytes: Uint8Array) => void;
  readonly text: () => string;
}

/** A tail of at least so many bytes, if the stream has them. */
export function createTail(least = 2048): Tail {
  let chunks: Uint8Array[] = [];
  let held = 0;
  return {
    take(bytes) {
      // Only what is kept is copied: the bytes lie in the memory of a frame that goes on.
      const last = bytes.length > least ? bytes.subarray(bytes.length - least) : bytes;
      chunks.push(last);
      held += last.length;
      let first = 0;
      while (held - (chunks[first] as Uint8Array).length >= least) held -= (chunks[first++] as Uint8Array).length;
      if (first > 0) chunks = chunks.slice(first);
    },
    text: () => Buffer.concat(chunks).toString('latin1'),
  };
}
