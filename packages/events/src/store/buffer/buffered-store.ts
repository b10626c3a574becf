import type { Clock } from '@outrigger/cluster';
import type { EventStore, StoreBatch } from '../event-store.ts';
import { openSpool, type Spool } from './open-spool.ts';

/** How a store is buffered. */
export interface BufferOptions {
  /** Of its own, on a disk that outlives the process. */
  readonly folder: string;
  /** Of the spool; 512 MiB unless said. */
  readonly maxBytes?: number;
  /** Observations that are written at once; 5000 unless said. */
  readonly maxBatch?: number;
  readonly clock: Clock;
  /** From 0 to 1. */
  readonly random?: () => number;
  /** Hears of each time that the store could not be written to. */
  readonly onTrouble?: (error: unknown, failures: number) => void;
}

/** A store that may be away for a while. */
export interface BufferedStore extends EventStore {
  /** What waits on the disk. */
  readonly waiting: () => { readonly batches: number; readonly bytes: number };
  /** When nothing waits any more. */
  readonly drained: () => Promise<void>;
}

/**
 * Writes to the disk what a store cannot take now, and on to the store, in its order, when it can again. What `store` has
 * acknowledged is in the store or on the disk. Reading asks the store alone, except for checkpoints: the newest may still wait.
 */
export function bufferStore(inner: EventStore, options: BufferOptions): BufferedStore {
  const { folder, maxBytes = 512 * 2 ** 20, maxBatch = 5000, clock, random = Math.random, onTrouble } = options;
  const spool = openSpool(folder, maxBytes, random);
  const end = new AbortController();
  let draining: Promise<void> | undefined;
  const startDraining = (): void => {
    draining ??= drain({ inner, spool, clock, random, onTrouble, signal: end.signal }).finally(() => {
      draining = undefined;
      // One may have come in the moment in which the last was written.
      if (spool.length() > 0 && !end.signal.aborted) startDraining();
    });
  };
  // Batches are written one after the other, so that their order is kept.
  let before: Promise<unknown> = Promise.resolve();

  const put = async (batch: StoreBatch): Promise<void> => {
    if (spool.length() === 0) {
      try {
        await inner.store(batch);
        return;
      } catch (error) {
        onTrouble?.(error, 1);
      }
    }
    spool.append(batch);
    startDraining();
  };

  if (spool.length() > 0) startDraining();
  return {
    ...inner,
    store(batch) {
      const written = before.then(async () => {
        for (const part of splitBatch(batch, maxBatch)) await put(part);
      });
      before = written.catch(() => {});
      return written;
    },
    async checkpoint(name) {
      const waiting = spool.checkpoints();
      return waiting.has(name) ? waiting.get(name) : await inner.checkpoint(name);
    },
    waiting: () => ({ batches: spool.length(), bytes: spool.bytes() }),
    async drained() {
      await before;
      while (draining !== undefined) await draining;
    },
    async [Symbol.asyncDispose]() {
      await before;
      end.abort();
      await draining;
      await inner[Symbol.asyncDispose]();
    },
  };
}

interface Draining {
  readonly inner: EventStore;
  readonly spool: Spool;
  readonly clock: Clock;
  readonly random: () => number;
  readonly onTrouble: BufferOptions['onTrouble'];
  readonly signal: AbortSignal;
}

/** The checkpoint that names the batch that went from the disk into the store last. */
const LAST = 'spool';
const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 30_000;

async function drain({ inner, spool, clock, random, onTrouble, signal }: Draining): Promise<void> {
  let failures = 1;
  while (!signal.aborted) {
    const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(failures, 20));
    // Half of it is chance: many that lost one store do not come back in one moment.
    if (failures > 0) await clock.delay(longest * (0.5 + random() / 2), signal);
    const oldest = signal.aborted ? undefined : spool.oldest();
    if (oldest === undefined) return;
    const { name, batch } = oldest;
    try {
      // Killed between the store's commit and the end of the file, an earlier process has left what is stored already.
      const isStored = (await inner.checkpoint(LAST)) === name;
      if (!isStored) await inner.store({ ...batch, checkpoints: { ...batch.checkpoints, [LAST]: name } });
    } catch (error) {
      failures++;
      onTrouble?.(error, failures);
      continue;
    }
    failures = 0;
    spool.drop();
  }
}

/** What says how far one has come is with the last part: a part before it that comes twice is known by its ids. */
function splitBatch(batch: StoreBatch, maxBatch: number): readonly StoreBatch[] {
  const parts: StoreBatch[] = [];
  let at = 0;
  for (; batch.observations.length - at > maxBatch; at += maxBatch) {
    parts.push({ observations: batch.observations.slice(at, at + maxBatch) });
  }
  return [...parts, { ...batch, observations: at === 0 ? batch.observations : batch.observations.slice(at) }];
}
