import type { Clock } from '@outrigger/cluster';
import type { EventBatch } from './create-observer.ts';

/** A source that also tells when nothing has come for a while, so that what waits for its time gets it. */
export async function* withTicks(
  source: AsyncIterable<EventBatch>,
  { clock, everyMs, signal }: { readonly clock: Clock; readonly everyMs: number; readonly signal: AbortSignal },
): AsyncIterable<EventBatch> {
  const batches = source[Symbol.asyncIterator]();
  let next = batches.next();
  let resourceVersion: string | undefined;
  try {
    while (!signal.aborted) {
      const over = new AbortController();
      const end = AbortSignal.any([over.signal, signal]);
      const heard = await Promise.race([next, clock.delay(everyMs, end).then(() => 'nothing' as const)]);
      over.abort();
      if (heard === 'nothing') {
        if (signal.aborted) return;
        yield { changes: [], at: clock.now(), resourceVersion, isListed: false, isTick: true };
      } else if (heard.done) {
        return;
      } else {
        resourceVersion = heard.value.resourceVersion;
        yield heard.value;
        // Not before that was taken: who is slow stops the reading.
        next = batches.next();
      }
    }
  } finally {
    await batches.return?.();
  }
}
