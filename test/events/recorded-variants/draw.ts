/** Chance that can be repeated. */
export interface Draw {
  /** A whole number from 0 to below the limit. */
  readonly below: (limit: number) => number;
  /** True so often of 100 times. */
  readonly percent: (share: number) => boolean;
  readonly shuffled: <T>(list: readonly T[]) => readonly T[];
}

/** Chance from a seed (mulberry32). */
export function drawFrom(seed: number): Draw {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    below: (limit) => Math.floor(next() * limit),
    percent: (share) => next() * 100 < share,
    shuffled: (list) =>
      list
        .map((one) => ({ one, at: next() }))
        .toSorted((a, b) => a.at - b.at)
        .map(({ one }) => one),
  };
}
