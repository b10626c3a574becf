import type { EventStore } from '../event-store.ts';
import { openSqliteStore, type SqliteOptions, type UnusableFile } from '../sqlite/open-sqlite-store.ts';
import { packObservations } from './pack-observations.ts';
import { startStoreThread } from './start-store-thread.ts';
import type { StoreWorkers } from './store-workers.ts';
import { type ThreadCalls, threadCalls } from './thread-calls.ts';

/**
 * A store in an SQLite file, of which a part works in threads of its own, each with a connection of its own. Batches are taken in the order
 * in which they are handed over. A thread that dies is a `StoreThreadEnded` for who waits for it, and is started again by the next call.
 */
export async function openThreadedStore(
  file: string,
  { workers, synchronous = 'normal', start = startStoreThread }: ThreadedOptions,
): Promise<EventStore | UnusableFile> {
  const thread = (writes: boolean): ThreadCalls => threadCalls(() => start({ file, writes, synchronous }));
  const whole = workers === 'all' ? undefined : openSqliteStore(file, { synchronous });
  if (whole !== undefined && (workers === 'none' || 'unusable' in whole)) return whole;
  const writer = whole ?? (await openWriter(thread(true)));
  if ('unusable' in writer) return writer;
  const questions = thread(false);
  return {
    ...writer,
    query: ask(questions, 'query'),
    aggregate: ask(questions, 'aggregate'),
    incidents: ask(questions, 'incidents'),
    gaps: ask(questions, 'gaps'),
    async [Symbol.asyncDispose]() {
      await questions.stop();
      await writer[Symbol.asyncDispose]();
    },
  };
}

/** How it works. */
export interface ThreadedOptions extends SqliteOptions {
  readonly workers: StoreWorkers;
  /** Starts a thread; whoever knows another way to run its file says so. */
  readonly start?: typeof startStoreThread;
}

type Writer = Omit<EventStore, 'query' | 'aggregate' | 'incidents' | 'gaps'>;

async function openWriter(calls: ThreadCalls): Promise<Writer | UnusableFile> {
  const refused = (await calls.call('open', () => ({ value: [] }))) as UnusableFile | undefined;
  if (refused !== undefined) {
    await calls.stop();
    return refused;
  }
  return {
    capabilities: { fullText: true, quantiles: true, fences: true },
    async store({ observations, ...rest }) {
      await calls.call('store', () => {
        const packed = packObservations(observations);
        const moves = [packed.numbers.buffer, packed.ends.buffer, packed.places.buffer];
        return { value: [rest, packed], moves };
      });
    },
    checkpoint: ask(calls, 'checkpoint'),
    retain: ask(calls, 'retain'),
    size: ask(calls, 'size'),
    // What was handed over before is written before.
    [Symbol.asyncDispose]: calls.end,
  };
}

function ask<What extends 'query' | 'aggregate' | 'incidents' | 'gaps' | 'checkpoint' | 'retain' | 'size'>(
  calls: ThreadCalls,
  what: What,
): EventStore[What] {
  const asked = (...given: readonly unknown[]) => calls.call(what, () => ({ value: given }));
  return asked as EventStore[What];
}
