import type { Clock } from '@outrigger/cluster';
import type { StoreBatch } from '../event-store.ts';

/** When batches are written. */
export interface GatherOptions {
  readonly clock: Clock;
  /** From the beginning of one write to that of the next, in ms. */
  readonly everyMs: number;
  /** So many observations do not wait. */
  readonly enough: number;
}

/**
 * One write after the other, and of small batches no more than one in a while: each makes parts that the server has to merge. What comes
 * meanwhile from several sources is written together; each of them waits until its own is durable.
 */
export function gatherBatches(
  write: (batch: StoreBatch) => Promise<void>,
  { clock, everyMs, enough }: GatherOptions,
): (batch: StoreBatch) => Promise<void> {
  let waiting: StoreBatch[] = [];
  let next: Promise<void> | undefined;
  let current: Promise<unknown> = Promise.resolve();
  let begun = Number.NEGATIVE_INFINITY;

  const writeWaiting = async (): Promise<void> => {
    await current.catch(() => {});
    const rest = begun + everyMs - clock.now();
    const count = waiting.reduce((sum, { observations }) => sum + observations.length, 0);
    if (rest > 0 && count < enough) await clock.delay(Math.min(rest, everyMs));
    const batch = together(waiting);
    waiting = [];
    next = undefined;
    begun = clock.now();
    current = write(batch);
    await current;
  };

  return (batch) => {
    waiting.push(batch);
    next ??= writeWaiting();
    return next;
  };
}

function together([first, ...others]: readonly StoreBatch[]): StoreBatch {
  if (first !== undefined && others.length === 0) return first;
  const all = first === undefined ? [] : [first, ...others];
  return {
    observations: all.flatMap(({ observations }) => observations),
    gaps: all.flatMap(({ gaps = [] }) => gaps),
    incidents: all.flatMap(({ incidents = [] }) => incidents),
    checkpoints: Object.assign({}, ...all.map(({ checkpoints }) => checkpoints)),
  };
}
