/**
 * A bounded set of 64-bit hashes that forgets the one untouched the longest. All of it lies in five arrays: a Map would
 * hold an object for each hash, and a lookup is the innermost step of scheduling.
 */
export interface HashLru {
  readonly size: () => number;
  readonly has: (low: number, high: number) => boolean;
  /** Takes a hash in, or makes it the newest. */
  readonly touch: (low: number, high: number) => void;
  /** Holds at most so many from now on. */
  readonly limit: (capacity: number) => void;
}

/** An empty set for at most so many hashes. */
export function createHashLru(most: number): HashLru {
  let capacity = most;
  let buckets = new Int32Array(FIRST).fill(NONE);
  let mask = FIRST - 1;
  let lows = new Int32Array(FIRST);
  let highs = new Int32Array(FIRST);
  /** The next in the same bucket, or the next free place. */
  let chained = new Int32Array(FIRST);
  let newer = new Int32Array(FIRST);
  let older = new Int32Array(FIRST);
  let newest = NONE;
  let oldest = NONE;
  let free = NONE;
  let used = 0;
  let size = 0;

  const find = (low: number, high: number): number => {
    let place = buckets[low & mask] as number;
    while (place !== NONE && (lows[place] !== low || highs[place] !== high)) place = chained[place] as number;
    return place;
  };
  const unlink = (place: number) => {
    const after = newer[place] as number;
    const before = older[place] as number;
    if (after === NONE) newest = before;
    else older[after] = before;
    if (before === NONE) oldest = after;
    else newer[before] = after;
  };
  const linkNewest = (place: number) => {
    newer[place] = NONE;
    older[place] = newest;
    if (newest === NONE) oldest = place;
    else newer[newest] = place;
    newest = place;
  };
  const drop = (place: number) => {
    unlink(place);
    const bucket = (lows[place] as number) & mask;
    let at = buckets[bucket] as number;
    if (at === place) buckets[bucket] = chained[place] as number;
    else {
      while (chained[at] !== place) at = chained[at] as number;
      chained[at] = chained[place] as number;
    }
    chained[place] = free;
    free = place;
    size--;
  };
  const newPlace = (): number => {
    if (size === capacity) drop(oldest);
    if (free !== NONE) {
      const place = free;
      free = chained[place] as number;
      return place;
    }
    if (used === lows.length) grow();
    return used++;
  };
  const grow = () => {
    lows = grown(lows);
    highs = grown(highs);
    chained = grown(chained);
    newer = grown(newer);
    older = grown(older);
    buckets = new Int32Array(lows.length).fill(NONE);
    mask = lows.length - 1;
    for (let place = newest; place !== NONE; place = older[place] as number) chain(place);
  };
  const chain = (place: number) => {
    const bucket = (lows[place] as number) & mask;
    chained[place] = buckets[bucket] as number;
    buckets[bucket] = place;
  };

  return {
    size: () => size,
    has: (low, high) => find(low, high) !== NONE,
    touch(low, high) {
      if (capacity < 1) return;
      const known = find(low, high);
      if (known === newest && known !== NONE) return;
      if (known !== NONE) {
        unlink(known);
        linkNewest(known);
        return;
      }
      const place = newPlace();
      lows[place] = low;
      highs[place] = high;
      chain(place);
      linkNewest(place);
      size++;
    },
    limit(next) {
      capacity = next;
      while (size > capacity) drop(oldest);
    },
  };
}

const NONE = -1;
const FIRST = 64;

function grown(array: Int32Array): Int32Array<ArrayBuffer> {
  const more = new Int32Array(array.length * 2);
  more.set(array);
  return more;
}
