/** What was added up, in the order of ids. */
export interface Tallied {
  readonly ids: ArrayLike<number>;
  readonly count: ArrayLike<number>;
  readonly first: ArrayLike<number>;
  readonly last: ArrayLike<number>;
}

/** Adds up by small numbers, again and again in the same memory: thousands of rows are added in tens of ways when a part is sealed. */
export interface Tally {
  readonly add: (id: number, count: number, first: number, last: number) => void;
  /** What was added since the last time. */
  readonly take: () => Tallied;
}

/** Is empty at first. */
export function createTally(): Tally {
  let isThere = new Uint8Array(4096);
  let counts = new Float64Array(4096);
  let firsts = new Float64Array(4096);
  let lasts = new Float64Array(4096);
  let touched: number[] = [];
  const grow = (least: number): void => {
    const size = 2 ** Math.ceil(Math.log2(least));
    const larger = <T extends Uint8Array | Float64Array>(old: T, made: T): T => {
      made.set(old);
      return made;
    };
    isThere = larger(isThere, new Uint8Array(size));
    counts = larger(counts, new Float64Array(size));
    firsts = larger(firsts, new Float64Array(size));
    lasts = larger(lasts, new Float64Array(size));
  };
  return {
    add(id, count, first, last) {
      if (id >= isThere.length) grow(id + 1);
      if (isThere[id] !== 1) {
        isThere[id] = 1;
        touched.push(id);
        counts[id] = count;
        firsts[id] = first;
        lasts[id] = last;
        return;
      }
      counts[id] = (counts[id] ?? 0) + count;
      if (first < (firsts[id] ?? 0)) firsts[id] = first;
      if (last > (lasts[id] ?? 0)) lasts[id] = last;
    },
    take() {
      const ids = Float64Array.from(touched).sort();
      for (const id of ids) isThere[id] = 0;
      touched = [];
      return {
        ids,
        count: ids.map((id) => counts[id] ?? 0),
        first: ids.map((id) => firsts[id] ?? 0),
        last: ids.map((id) => lasts[id] ?? 0),
      };
    },
  };
}
