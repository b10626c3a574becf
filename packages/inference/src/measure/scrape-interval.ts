/** When to ask an endpoint for its metrics again. */
export interface ScrapePace {
  /** While requests are under way there. */
  readonly busyMs: number;
  /** While requests go to others of the pool only: its own queue may grow from elsewhere. */
  readonly quietMs: number;
  /** While nothing is asked of the pool. */
  readonly idleMs: number;
  /** At most about so many scrapes a second of busy endpoints together, and as many of the others. */
  readonly mostPerSecond: number;
  /** What is older than this is not believed any more, once a newer page could not be had. */
  readonly staleMs: number;
}

/**
 * Upstream's 50 ms where it matters; idle pools need not burn its 7.5 cores for 100 pods (llm-d-router
 * docs/operations.md). Stale is what upstream calls stale of a pool's metrics (2 s).
 */
export const SCRAPE_PACE: ScrapePace = { busyMs: 50, quietMs: 1000, idleMs: 5000, mostPerSecond: 400, staleMs: 2000 };

/** How much an endpoint matters now. */
export interface ScrapeNeed {
  readonly isBusy: boolean;
  /** Are there requests for the pool at all? */
  readonly isPoolAsked: boolean;
  /** Endpoints of the pool, and those of them that are busy. */
  readonly endpoints: number;
  readonly busy: number;
  /** Scrapes in a row that brought nothing. */
  readonly failures: number;
}

/** ms until the next scrape, a tenth more or less by chance so that endpoints do not answer all at once. */
export function scrapeInterval(
  { busyMs, quietMs, idleMs, mostPerSecond }: ScrapePace,
  { isBusy, isPoolAsked, endpoints, busy, failures }: ScrapeNeed,
  random: () => number,
): number {
  const calm = isPoolAsked ? Math.max(quietMs, (endpoints * 1000) / mostPerSecond) : idleMs;
  const wanted = isBusy ? Math.max(busyMs, (busy * 1000) / mostPerSecond) : calm;
  // One that does not answer is asked again soon, for it may just be starting, then less and less, down to the idle pace.
  const wait = failures > 0 ? Math.min(idleMs, busyMs * 2 ** Math.min(failures, 16)) : wanted;
  return wait * (0.9 + 0.2 * random());
}
