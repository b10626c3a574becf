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
  delay: (ms, signal) =>
    new Promise((over) => {
      if (signal?.aborted) return over();
      const end = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', end);
        over();
      };
      const timer = setTimeout(end, ms);
      signal?.addEventListener('abort', end, { once: true });
    }),
};
