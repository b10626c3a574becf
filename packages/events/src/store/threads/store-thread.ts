import { parentPort, workerData } from 'node:worker_threads';
import type { EventStore, StoreBatch } from '../event-store.ts';
import { openSqliteReader, openSqliteStore } from '../sqlite/open-sqlite-store.ts';
import type { StoreQuestions } from '../sqlite/read-sqlite.ts';
import { type PackedObservations, unpackObservations } from './pack-observations.ts';
import { passError } from './pass-error.ts';
import type { StoreThread } from './start-store-thread.ts';
import type { Answer, Call } from './thread-calls.ts';

// A thread of a store in an SQLite file: takes calls in the order in which they come, and answers each. Its connection is its own.
const { file, writes, synchronous } = workerData as StoreThread;
let opened: (Partial<EventStore> & StoreQuestions & AsyncDisposable) | undefined;

parentPort?.on('message', async ({ call, what, given }: Call) => {
  let answer: Answer;
  try {
    answer = { call, value: await act(what, given) };
  } catch (error) {
    answer = { call, error: passError(error) };
  }
  parentPort?.postMessage(answer);
  if (what === 'end') parentPort?.close();
});

async function act(what: string, given: unknown): Promise<unknown> {
  if (what === 'end') return await opened?.[Symbol.asyncDispose]();
  if (opened === undefined) {
    const found = writes ? openSqliteStore(file, { synchronous }) : openSqliteReader(file);
    if ('unusable' in found) {
      if (what === 'open') return found;
      throw new Error(found.unusable);
    }
    opened = found;
  }
  if (what === 'open') return undefined;
  if (what === 'store') {
    const [rest, packed] = given as readonly [Omit<StoreBatch, 'observations'>, PackedObservations];
    return await opened.store?.({ ...rest, observations: unpackObservations(packed) });
  }
  const asked = opened[what as 'query'] as (...parameters: readonly unknown[]) => Promise<unknown>;
  return await asked(...(given as readonly unknown[]));
}
