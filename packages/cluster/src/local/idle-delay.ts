import { setTimeout } from 'node:timers/promises';

/** A pause that does not keep the process: a server in it that nobody talks to is no reason to stay. */
export async function idleDelay(ms: number, signal?: AbortSignal): Promise<void> {
  try {
    await setTimeout(Math.min(Math.max(ms, 0), LONGEST), undefined, { ref: false, ...(signal && { signal }) });
  } catch (error) {
    if (signal?.aborted !== true) throw error;
  }
}

/** Timers count in 31 bits. */
const LONGEST = 2 ** 31 - 1;
