import { setTimeout as delay } from 'node:timers/promises';
import { isBusy } from './cri-failure.ts';

/** Looks and calls again for as long as the runtime is busy with the container, for somebody who may be gone by now. */
export async function whenIdle<T>(call: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + PATIENCE;
  for (;;) {
    try {
      return await call();
    } catch (error) {
      if (!isBusy(error) || Date.now() > deadline) throw error;
      await delay(BETWEEN_LOOKS);
    }
  }
}

/** ms; the kubelet gives a call as long (runtimeRequestTimeout). */
const PATIENCE = 120_000;
/** ms */
const BETWEEN_LOOKS = 50;
