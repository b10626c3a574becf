import { createMemoryStore, type EventStore, openSqliteStore } from '@outrigger/events';
import { Failure } from '../../world/failure.ts';

/** Opens a store by its name: `memory:`, or the path of an SQLite file, also as `sqlite:PATH`. */
export function openStore(name: string, flag: string): EventStore {
  if (name === 'memory:') return createMemoryStore();
  if (/^(?:postgres(?:ql)?|clickhouse|https?):/.test(name)) {
    throw new Failure(`${flag}: ${name.replace(/:.*$/s, '')} is no store of this command`, {
      code: 'unknown-store',
      hint: 'name a file',
    });
  }
  const file = name.replace(/^sqlite:/, '');
  const store = openSqliteStore(file);
  if (!('unusable' in store)) return store;
  throw new Failure(`${flag}: ${file} cannot be used: ${store.unusable}`, {
    code: 'unusable-store',
    hint: 'name another file',
  });
}
