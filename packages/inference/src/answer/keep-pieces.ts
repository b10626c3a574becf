/** Pieces of a text that are kept until it may go on. */
export interface KeptPieces {
  /** Keeps a piece behind the others. */
  readonly add: (piece: Uint8Array) => void;
  /** All of them, in their order; none is kept any more. */
  readonly take: () => readonly Uint8Array[];
}

/**
 * Keeps long pieces as they lie, and puts short ones together: each alone is an object of a hundred bytes and more, and holds all that
 * was read from the socket with it. So what is kept takes about as much memory as it has bytes, in whatever pieces it comes.
 */
export function keepPieces(): KeptPieces {
  let pieces: Uint8Array[] = [];
  /** Memory for what is short: what is in none of the pieces yet lies from `from` up to `at`. */
  let slab: Uint8Array = NO_SLAB;
  let from = 0;
  let at = 0;
  const cut = () => {
    if (at > from) pieces.push(slab.subarray(from, at));
    from = at;
  };
  return {
    add(piece) {
      if (piece.length > MOST_COPIED) {
        cut();
        pieces.push(piece);
        return;
      }
      if (slab.length - at < piece.length) {
        cut();
        slab = Buffer.allocUnsafe(Math.max(piece.length, Math.min(MOST_SLAB, Math.max(LEAST_SLAB, 2 * slab.length))));
        from = 0;
        at = 0;
      }
      slab.set(piece, at);
      at += piece.length;
    },
    take() {
      cut();
      const all = pieces;
      pieces = [];
      slab = NO_SLAB;
      from = 0;
      at = 0;
      return all;
    },
  };
}

const NO_SLAB = new Uint8Array(0);
const LEAST_SLAB = 256;
const MOST_SLAB = 16_384;
/** To copy so much takes about as long as to hand it over by itself. */
const MOST_COPIED = 2048;
