/** How waits grow from failure to failure. */
export interface BackOff {
  /** The longest first wait. */
  readonly baseMs: number;
  /** The longest wait of all. */
  readonly capMs: number;
}

/** Full jitter: anything from nothing to the doubled limit, so that many clients of one broken server do not come together. */
export function backOffMs({ baseMs, capMs }: BackOff, failures: number, random: () => number): number {
  return random() * Math.min(capMs, baseMs * 2 ** Math.max(0, failures - 1));
}
