import type { Clock } from '@outrigger/cluster';

/** Asks until there is an answer, with longer and longer waits; undefined when the signal ends before. */
export async function askPatiently<T>(
  ask: () => Promise<T>,
  options: { readonly clock: Clock; readonly onTrouble?: ((error: unknown) => void) | undefined },
  signal: AbortSignal,
): Promise<T | undefined> {
  for (let failures = 1; !signal.aborted; failures++) {
    try {
      return await ask();
    } catch (error) {
      options.onTrouble?.(error);
      await options.clock.delay(Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(failures, 20)), signal);
    }
  }
  return undefined;
}

const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 30_000;
