/** Lets so many resets of streams through; more of them only want to make work (CVE-2023-44487). */
export interface ResetBudget {
  /** Is there one left? */
  readonly take: () => boolean;
}

/**
 * A budget that grows with time. A proxy resets a stream for each client that leaves, so it is wider than nghttp2's thousand at
 * once and 33 a second, which a wave of them would break the connection by.
 */
export function createResetBudget(now: () => number): ResetBudget {
  let left = MOST;
  let at = now();
  return {
    take() {
      const time = now();
      left = Math.min(MOST, left + ((time - at) / 1000) * PER_SECOND);
      at = time;
      if (left < 1) return false;
      left--;
      return true;
    },
  };
}

const MOST = 20_000;
const PER_SECOND = 2000;
