import { RuntimeFailure } from '../runtime/runtime-failure.ts';

/** How to wait, and for how long at most. */
export interface Insistence {
  /** Calls back after some ms. */
  readonly after: (ms: number, what: () => void) => unknown;
  /** When this is aborted the next refusal is the last. */
  readonly signal?: AbortSignal;
  /** Hears of the first refusal. */
  readonly refused?: (message: string) => void;
}

/** Until the runtime answers: one that is being restarted is back soon, and nothing else can be done without it. */
export async function insist<T>(work: () => Promise<T>, { after, signal, refused }: Insistence): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof RuntimeFailure) || signal?.aborted) throw error;
      if (tries === 0) refused?.(error.message);
      await new Promise<void>((resolve) => after(INSIST_EVERY, resolve));
    }
  }
}

/** ms */
const INSIST_EVERY = 500;
