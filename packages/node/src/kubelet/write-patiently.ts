import { setTimeout as delay } from 'node:timers/promises';
import { ApiError, ConnectionError } from '@outrigger/cluster';

/** How a write is repeated. */
export interface Patience {
  /** Ends it. */
  readonly signal: AbortSignal;
  /** Hears of the first try that failed. */
  readonly note: (message: string) => void;
}

/** The first wait and the longest, in ms. */
const FIRST = 250;
const LONGEST = 10_000;

/**
 * Writes until the API server has taken it: one that is away for a while is back some time. Undefined for an object that is gone,
 * or another one by now, for what the server refuses for good, and when the signal ends it.
 */
export async function writePatiently<T>(write: () => Promise<T>, { signal, note }: Patience): Promise<T | undefined> {
  for (let wait = FIRST; !signal.aborted; wait = Math.min(2 * wait, LONGEST)) {
    try {
      return await write();
    } catch (error) {
      if (error instanceof ApiError && (error.code === 404 || error.code === 409)) return undefined;
      if (!(error instanceof ApiError || error instanceof ConnectionError)) throw error;
      if (wait === FIRST) note(error.message);
      if (error instanceof ApiError && error.code < 500 && error.code !== 429) return undefined;
      await delay(wait, undefined, { signal }).catch(() => {});
    }
  }
  return undefined;
}
