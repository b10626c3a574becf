/** Knows when a recorder has said all that it may: what it drops from then on, nobody hears of. */
export interface SpamFilter {
  /** What a source has said of an object in an interval; whether it may have had to drop more of it. */
  readonly say: (
    key: string,
    said: { readonly count: number; readonly from: number; readonly until: number },
  ) => boolean;
}

// client-go tools/record/events_cache.go: maxLruCacheEntries, defaultSpamBurst, defaultSpamQPS @1.36
const REMEMBERED = 4096;
const BURST = 25;
const REFILL_MS = 300_000;

/**
 * Spends the tokens that the recorder spends; remembers more sources than one recorder does, because there is one for each node: so many
 * of those that spoke last at least, and twice as many at most.
 */
export function createSpamFilter({ remembered = 8 * REMEMBERED }: { readonly remembered?: number } = {}): SpamFilter {
  let young = new Map<string, Bucket>();
  let old = young;
  const bucketOf = (key: string, from: number): Bucket => {
    const known = young.get(key);
    if (known !== undefined) return known;
    const bucket = old.get(key) ?? { tokens: BURST, at: from };
    if (young.size >= remembered) {
      old = young;
      young = new Map();
    }
    young.set(key, bucket);
    return bucket;
  };
  return {
    say(key, { count, from, until }) {
      const bucket = bucketOf(key, from);
      const begun = Math.max(from, bucket.at);
      const atFirst = Math.min(BURST, bucket.tokens + (begun - bucket.at) / REFILL_MS);
      bucket.tokens = Math.max(0, Math.min(BURST, atFirst + Math.max(0, until - begun) / REFILL_MS - count));
      bucket.at = Math.max(begun, until);
      return bucket.tokens < 1;
    },
  };
}

/** Of one source; as many as there are objects that are spoken of, so that they are changed in place. */
interface Bucket {
  tokens: number;
  at: number;
}
