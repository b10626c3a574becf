import type { Observation } from '../observation.ts';

/** How much one source may say of one namespace. */
export interface SourceLimit {
  /** Observations at once … */
  readonly burst: number;
  /** … and then so many in a second. */
  readonly perSecond: number;
}

/** Token buckets by source and namespace. They delay and count; nothing is dropped. */
export interface SourceBuckets {
  /** Spends for a batch; how long it has to wait, in ms. */
  readonly spend: (observations: readonly Observation[], now: number) => number;
  readonly delayed: () => number;
}

/** Buckets that are not full; a full one is like one that was never there. */
const LOOK_EVERY = 10_000;

/** All full at first. A bucket may go below zero: who comes after that waits. */
export function createSourceBuckets({ burst, perSecond }: SourceLimit): SourceBuckets {
  const buckets = new Map<string, { tokens: number; at: number }>();
  let delayed = 0;
  const tokensAt = ({ tokens, at }: { readonly tokens: number; readonly at: number }, now: number): number =>
    Math.min(burst, tokens + (Math.max(0, now - at) / 1000) * perSecond);
  return {
    delayed: () => delayed,
    spend(observations, now) {
      let lowest = 0;
      for (const { source, about } of observations) {
        const key = `${source.component}/${about.namespace}`;
        const bucket = buckets.get(key) ?? { tokens: burst, at: now };
        bucket.tokens = tokensAt(bucket, now) - 1;
        bucket.at = now;
        buckets.set(key, bucket);
        if (bucket.tokens < 0) delayed++;
        lowest = Math.min(lowest, bucket.tokens);
      }
      if (buckets.size > LOOK_EVERY) {
        for (const [key, bucket] of buckets) if (tokensAt(bucket, now) >= burst) buckets.delete(key);
      }
      return (-lowest / perSecond) * 1000;
    },
  };
}
