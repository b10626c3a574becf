import type { WatchLine } from '../client/client.ts';
import type { Clock } from '../client/clock.ts';

/** A watch that is read piece by piece, and tells when it is silent. Nothing is read ahead: who takes slowly slows it down. */
export interface OpenWatch {
  /** The next piece's lines, or that it is over, or that nothing has come for so long (then the same is asked for again). */
  readonly next: (silenceMs: number) => Promise<readonly WatchLine[] | 'closed' | 'silent'>;
  readonly lastByteAt: () => number;
  readonly close: () => void;
}

/** Opens one; its errors are thrown by `next`. */
export function openWatch(
  begin: (signal: AbortSignal) => AsyncIterable<readonly WatchLine[]>,
  clock: Clock,
): OpenWatch {
  const over = new AbortController();
  const pieces = begin(over.signal)[Symbol.asyncIterator]();
  let lastByteAt = clock.now();
  let pending: Promise<IteratorResult<readonly WatchLine[]>> | undefined;
  let waiter: ((silent: 'silent') => void) | undefined;
  let waitingSince = 0;
  let silence = 0;

  // One timer for the whole watch: one for each piece would cost more than reading it.
  async function listenForSilence(): Promise<void> {
    while (!over.signal.aborted) {
      const quietSince = waiter === undefined ? clock.now() : Math.max(lastByteAt, waitingSince);
      const left = quietSince + silence - clock.now();
      if (left <= 0) {
        waiter?.('silent');
        waiter = undefined;
      }
      await clock.delay(left > 0 ? left : silence, over.signal);
    }
  }

  return {
    async next(silenceMs) {
      pending ??= pieces.next();
      const isFirst = silence === 0;
      silence = silenceMs;
      waitingSince = clock.now();
      const heard = await new Promise<IteratorResult<readonly WatchLine[]> | 'silent'>((hear, fail) => {
        waiter = hear;
        if (isFirst) void listenForSilence();
        pending?.then(hear, fail);
      });
      waiter = undefined;
      if (heard === 'silent') return 'silent';
      pending = undefined;
      lastByteAt = clock.now();
      return heard.done ? 'closed' : heard.value;
    },
    lastByteAt: () => lastByteAt,
    close() {
      over.abort();
      // What still comes of it is not waited for; neither is its error.
      pending?.catch(() => {});
      void pieces.return?.()?.catch(() => {});
    },
  };
}
