import type { Clock } from '@outrigger/cluster';
import type { StoreBatch } from '../event-store.ts';

/** When batches are written. */
export interface GatherOptions {
  readonly clock: Clock;
  /** From the beginning of one round to that of the next, in ms. */
  readonly everyMs: number;
  /** So many observations do not wait. */
  readonly enough: number;
}

/**
 * One write after the other, and of small batches no more than one round in a while: each makes parts that the server has to merge. What
 * comes meanwhile from several sources is written together, but for what expects a checkpoint, which stands or falls by itself. Each
 * waits until its own is durable.
 */
export function gatherBatches(
  write: (batch: StoreBatch) => Promise<void>,
  { clock, everyMs, enough }: GatherOptions,
): (batch: StoreBatch) => Promise<void> {
  let waiting: Waiting[] = [];
  let isRunning = false;
  let begun = Number.NEGATIVE_INFINITY;

  const run = async (): Promise<void> => {
    isRunning = true;
    while (waiting.length > 0) {
      const rest = Math.min(begun + everyMs - clock.now(), everyMs);
      const count = waiting.reduce((sum, { batch }) => sum + batch.observations.length, 0);
      if (rest > 0 && count < enough) await clock.delay(rest);
      const round = waiting;
      waiting = [];
      begun = clock.now();
      for (const { batch, of } of roundOf(round)) {
        const failed = await write(batch).then(
          () => undefined,
          (why: unknown) => ({ why }),
        );
        for (const { resolve, reject } of of) failed === undefined ? resolve() : reject(failed.why);
      }
    }
    isRunning = false;
  };

  return (batch) => {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    waiting.push({ batch, resolve, reject });
    if (!isRunning) void run();
    return promise;
  };
}

interface Waiting {
  readonly batch: StoreBatch;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

interface Write {
  readonly batch: StoreBatch;
  /** Whose it is. */
  readonly of: readonly Waiting[];
}

function roundOf(round: readonly Waiting[]): readonly Write[] {
  const { single = [], shared = [] } = Object.groupBy(round, ({ batch }) => (batch.expects ? 'single' : 'shared'));
  const all = shared.map(({ batch }) => batch);
  const [first] = all;
  const writes = single.map((each) => ({ batch: each.batch, of: [each] }));
  if (first === undefined) return writes;
  return [{ batch: all.length === 1 ? first : together(all), of: shared }, ...writes];
}

function together(all: readonly StoreBatch[]): StoreBatch {
  return {
    observations: all.flatMap(({ observations }) => observations),
    gaps: all.flatMap(({ gaps = [] }) => gaps),
    incidents: all.flatMap(({ incidents = [] }) => incidents),
    checkpoints: Object.assign({}, ...all.map(({ checkpoints }) => checkpoints)),
  };
}
