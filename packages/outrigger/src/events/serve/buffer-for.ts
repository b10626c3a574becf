import { join } from 'node:path';
import { machineClock } from '@outrigger/cluster';
import { type BufferedStore, bufferStore, type Configuration, type EventStore } from '@outrigger/events';
import { stateRoot } from '../../run/state-root.ts';
import type { Surroundings } from '../../world/surroundings.ts';
import { fileOfStore } from '../ask/open-store.ts';

/**
 * The store with a folder in which waits what it cannot take now: beside its file, else in the state folder. What is gone with
 * the process needs none.
 */
export function bufferFor(
  store: EventStore,
  options: {
    readonly name: string;
    readonly buffer: Configuration['buffer'];
    readonly env: Surroundings['env'];
    readonly onTrouble: (error: unknown) => void;
  },
): EventStore | BufferedStore {
  const { name, buffer, env, onTrouble } = options;
  if (name === 'memory:') return store;
  const file = fileOfStore(name);
  const usual = file === undefined ? join(stateRoot(undefined, env), '..', 'events-buffer') : `${file}.buffer`;
  return bufferStore(store, {
    folder: buffer.folder ?? usual,
    maxBytes: buffer.maxBytes,
    clock: machineClock,
    onTrouble,
  });
}

/** Whether several replicas may write into the store of this name; a file is one replica's. */
export function isShared(name: string): boolean {
  return name !== 'memory:' && fileOfStore(name) === undefined;
}
