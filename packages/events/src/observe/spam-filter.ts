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

/** Spends the tokens that the recorder spends; remembers more sources than one recorder does, because there is one for each node. */
export function createSpamFilter({ remembered = 16 * REMEMBERED }: { readonly remembered?: number } = {}): SpamFilter {
  const buckets = new Map<string, { readonly tokens: number; readonly at: number }>();
  return {
    say(key, { count, from, until }) {
      const before = buckets.get(key) ?? { tokens: BURST, at: from };
      const begun = Math.max(from, before.at);
      const atFirst = Math.min(BURST, before.tokens + (begun - before.at) / REFILL_MS);
      const tokens = Math.max(0, Math.min(BURST, atFirst + Math.max(0, until - begun) / REFILL_MS - count));
      buckets.delete(key);
      buckets.set(key, { tokens, at: Math.max(begun, until) });
      if (buckets.size > remembered) {
        for (const oldest of buckets.keys()) {
          buckets.delete(oldest);
          break;
        }
      }
      return tokens < 1;
    },
  };
}
