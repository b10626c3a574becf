import { Worker } from 'node:worker_threads';
import type { SqliteOptions } from '../sqlite/open-sqlite-store.ts';

/** What a thread of a store is told. */
export interface StoreThread {
  readonly file: string;
  /** Else it only answers questions. */
  readonly writes: boolean;
  readonly synchronous: NonNullable<SqliteOptions['synchronous']>;
}

/** From the sources, or from what was built: there, and in a bundle, the thread's file is beside this one. */
export function startStoreThread(workerData: StoreThread): Worker {
  const options = { workerData, name: workerData.writes ? 'events-writer' : 'events-questions' };
  return import.meta.url.endsWith('.ts')
    ? new Worker(new URL('./store-thread.ts', import.meta.url), {
        ...options,
        execArgv: ['--conditions=@outrigger/source'],
      })
    : new Worker(new URL('./store-thread.js', import.meta.url), options);
}
