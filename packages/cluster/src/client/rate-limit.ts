import type { Clock } from './clock.ts';

/** How many requests a client sends at most. */
export interface RateLimit {
  readonly perSecond: number;
  /** How many may follow each other at once after a rest. */
  readonly burst: number;
}

/** Waits for a turn, in the order of asking. A token bucket, as client-go's (util/flowcontrol/throttle.go@1.36). */
export function createRateLimit({ perSecond, burst }: RateLimit, clock: Clock): (signal: AbortSignal) => Promise<void> {
  /** When the bucket will be full again: every request moves it on. */
  let fullAt = 0;
  return async (signal) => {
    const now = clock.now();
    fullAt = Math.max(fullAt, now) + 1000 / perSecond;
    const wait = fullAt - now - (burst * 1000) / perSecond;
    if (wait > 0) await clock.delay(wait, signal);
  };
}
