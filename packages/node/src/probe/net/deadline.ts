/** Why work was stopped: its own time is over, or nobody waits for it any more. */
export type Stopped = 'deadline' | 'canceled';

/** Something that stops work, and says why. */
export interface Stop {
  /** Calls back once, soon if it was stopped before; gives back what to call when that no longer matters. */
  readonly onStop: (callback: (why: Stopped) => void) => () => void;
  readonly stopped: () => Stopped | undefined;
}

/**
 * Runs work that stops when its time is over or the signal is aborted. `ms` undefined = no time of its own.
 * Listeners are taken off the signal again: it may live as long as the pod, and a probe runs every second.
 */
export async function withDeadline<T>(
  ms: number | undefined,
  signal: AbortSignal,
  run: (stop: Stop) => Promise<T>,
): Promise<T> {
  const listeners = new Set<(why: Stopped) => void>();
  let stopped: Stopped | undefined = signal.aborted ? 'canceled' : undefined;
  const stopNow = (why: Stopped) => {
    if (stopped !== undefined) return;
    stopped = why;
    for (const listener of [...listeners]) listener(why);
  };
  const cancel = () => stopNow('canceled');
  const timer = ms === undefined ? undefined : setTimeout(() => stopNow('deadline'), Math.min(ms, LONGEST));
  signal.addEventListener('abort', cancel);
  try {
    return await run({
      stopped: () => stopped,
      onStop(callback) {
        listeners.add(callback);
        // Not before the caller has got its answer, which it may need to stop.
        if (stopped !== undefined) {
          const why = stopped;
          queueMicrotask(() => listeners.has(callback) && callback(why));
        }
        return () => listeners.delete(callback);
      },
    });
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', cancel);
  }
}

/** In ms, 25 days: a timer for more than that would ring at once. */
const LONGEST = 2 ** 31 - 1;
