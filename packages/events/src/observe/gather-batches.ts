import type { Clock } from '@outrigger/cluster';
import type { EventBatch } from './create-observer.ts';

/** How much is put together. */
export interface GatherOptions {
  readonly clock: Clock;
  /** No batch waits longer for more than this. */
  readonly lingerMs: number;
  /** So many changes do not wait. */
  readonly enough: number;
  readonly signal: AbortSignal;
}

/**
 * The batches of a source, those that come close together as one: a transaction for each piece that a socket brings costs ten times
 * what its rows cost. A list stays by itself, because it is looked through for gaps.
 */
export async function* gatherBatches(
  source: AsyncIterable<EventBatch>,
  { clock, lingerMs, enough, signal }: GatherOptions,
): AsyncIterable<EventBatch> {
  const batches = source[Symbol.asyncIterator]();
  const read = (): Promise<IteratorResult<EventBatch>> => {
    const piece = batches.next();
    // Its error is for whoever awaits it, which may be a while later.
    piece.catch(() => {});
    return piece;
  };
  let next = read();
  try {
    for (;;) {
      const heard = await next;
      if (heard.done) return;
      let last = heard.value;
      const changes = [...last.changes];
      next = read();
      const over = new AbortController();
      const isTime = clock.delay(lingerMs, AbortSignal.any([over.signal, signal])).then(() => undefined);
      while (!last.isListed && changes.length < enough) {
        const more = await Promise.race([next, isTime]);
        if (more === undefined || more.done || more.value.isListed) break;
        last = more.value;
        for (const change of last.changes) changes.push(change);
        next = read();
      }
      over.abort();
      yield { ...last, changes };
    }
  } finally {
    await batches.return?.();
  }
}
