/** Memory for bodies that are held until their requests may go on: that of one request is bounded, and here that of all. */
export interface BodyRoom {
  /** Is there room for so many bytes more? Then they are in it. */
  readonly take: (bytes: number) => boolean;
  readonly give: (bytes: number) => void;
  /** Bytes in it. */
  readonly held: () => number;
  /** Requests for which there was none. */
  readonly refused: () => number;
}

/** Room for so many bytes. */
export function createBodyRoom(most: number): BodyRoom {
  let held = 0;
  let refused = 0;
  return {
    take(bytes) {
      if (held + bytes > most) {
        refused++;
        return false;
      }
      held += bytes;
      return true;
    },
    give(bytes) {
      held -= bytes;
    },
    held: () => held,
    refused: () => refused,
  };
}
