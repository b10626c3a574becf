/** When to ask an endpoint for its metrics again. */
export interface ScrapePace {
  /** While requests are under way there, and at most so many scrapes a second for the whole pool. */
  readonly busyMs: number;
  readonly mostPerSecond: number;
  /** While nothing is. */
  readonly idleMs: number;
}

/** Upstream's 50 ms where it matters; idle pools need not burn its 7.5 cores for 100 pods (llm-d-router docs/operations.md). */
export const SCRAPE_PACE: ScrapePace = { busyMs: 50, mostPerSecond: 400, idleMs: 5000 };

/** ms until the next scrape, a tenth more or less by chance so that endpoints do not answer all at once. */
export function scrapeInterval(
  { busyMs, mostPerSecond, idleMs }: ScrapePace,
  pool: { readonly isBusy: boolean; readonly endpoints: number; readonly failures: number },
  random: () => number,
): number {
  const shared = (pool.endpoints * 1000) / mostPerSecond;
  const wanted = pool.isBusy ? Math.max(busyMs, shared) : idleMs;
  // One that does not answer is asked less and less, down to the idle pace.
  const patient = Math.min(Math.max(wanted, idleMs), wanted * 2 ** Math.min(pool.failures, 16));
  return patient * (0.9 + 0.2 * random());
}
