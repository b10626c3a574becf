import type { Clock } from '@outrigger/cluster';
import type { EventStore, StoreBatch } from '../event-store.ts';
import { Superseded } from '../superseded.ts';
import { openSpool, type Spool } from './open-spool.ts';

/** How a store is buffered. */
export interface BufferOptions {
  /** Of its own, on a disk that outlives the process. */
  readonly folder: string;
  /** Of the spool; 512 MiB unless said. */
  readonly maxBytes?: number;
  readonly clock: Clock;
  /** From 0 to 1. */
  readonly random?: () => number;
  /** Hears of each time that the store could not be written to. */
  readonly onTrouble?: (error: unknown, failures: number) => void;
}

/** A store that may be away for a while. */
export interface BufferedStore extends EventStore {
  readonly waiting: () => Waiting;
  /** When nothing waits any more. */
  readonly drained: () => Promise<void>;
}

/** What waits on the disk, and what did not fit there since the start. */
export interface Waiting {
  readonly batches: number;
  readonly bytes: number;
  /** Observations by severity. */
  readonly shed: Readonly<Record<string, number>>;
  /** How often the store could not be written to since the start. */
  readonly failures: number;
}

/**
 * Writes to the disk what a store cannot take now, and on to the store, in its order, when it can again. What `store` has
 * acknowledged is in the store or on the disk. Reading asks the store alone, except for checkpoints: the newest may still wait.
 */
export function bufferStore(inner: EventStore, options: BufferOptions): BufferedStore {
  const { folder, maxBytes = 512 * 2 ** 20, clock, random = Math.random } = options;
  let troubles = 0;
  const onTrouble = (error: unknown, failures: number): void => {
    troubles++;
    options.onTrouble?.(error, failures);
  };
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
        if (error instanceof Superseded) throw error;
        onTrouble(error, 1);
      }
    }
    spool.append(batch);
    startDraining();
  };

  if (spool.length() > 0) startDraining();
  return {
    ...inner,
    store(batch) {
      const written = before.then(() => put(batch));
      before = written.catch(() => {});
      return written;
    },
    async checkpoint(name) {
      const waiting = spool.checkpoints();
      return waiting.has(name) ? waiting.get(name) : await inner.checkpoint(name);
    },
    waiting: () => ({ batches: spool.length(), bytes: spool.bytes(), shed: spool.shed(), failures: troubles }),
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
  readonly onTrouble: NonNullable<BufferOptions['onTrouble']>;
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
      // Whoever has gone on has read the same Events: what is here would be counted twice.
      if (error instanceof Superseded) {
        onTrouble(error, 1);
        spool.drop();
        failures = 0;
        continue;
      }
      failures++;
      onTrouble(error, failures);
      continue;
    }
    failures = 0;
    spool.drop();
  }
}
