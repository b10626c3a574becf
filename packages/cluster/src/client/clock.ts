/** Time, as clients and reflectors take it; tests have one that stands still until it is moved. */
export interface Clock {
  /** In milliseconds. */
  readonly now: () => number;
  /** Ends early, without an error, when the signal does. */
  readonly delay: (ms: number, signal?: AbortSignal) => Promise<void>;
}

/** The machine's own time. */
export const machineClock: Clock = {
  now: () => Date.now(),
  async delay(ms, signal) {
    for (let left = ms; left > 0 && !signal?.aborted; left -= LONGEST) await pause(Math.min(left, LONGEST), signal);
  },
};

/** Timers count in 31 bits: the next run of a yearly cron job is further away. */
const LONGEST = 2 ** 31 - 1;

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((over) => {
    const end = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      over();
    };
    const timer = setTimeout(end, ms);
    signal?.addEventListener('abort', end, { once: true });
  });
}
