import { createMemoryStore, type EventStore, openClickHouseStore, openSqliteStore } from '@outrigger/events';
import { Failure } from '../../world/failure.ts';
import type { Surroundings } from '../../world/surroundings.ts';

/** Opens a store by its name: `memory:`, `clickhouse://HOST:8123/DATABASE`, or the path of an SQLite file, also as `sqlite:PATH`. */
export async function openStore(name: string, flag: string, env: Surroundings['env']): Promise<EventStore> {
  if (name === 'memory:') return createMemoryStore();
  if (name.startsWith('clickhouse:')) return openClickHouse(name, flag, env);
  if (/^(?:postgres(?:ql)?|https?):/.test(name)) {
    throw new Failure(`${flag}: ${name.replace(/:.*$/s, '')} is no store of this command`, {
      code: 'unknown-store',
      hint: 'name a file',
    });
  }
  const file = fileOfStore(name) ?? name;
  const store = openSqliteStore(file);
  if (!('unusable' in store)) return store;
  throw new Failure(`${flag}: ${file} cannot be used: ${store.unusable}`, {
    code: 'unusable-store',
    hint: 'name another file',
  });
}

/** The path of a store that is a file; undefined for what is none. */
export function fileOfStore(name: string): string | undefined {
  return /^(?!sqlite:)[a-z]+:/.test(name) ? undefined : name.replace(/^sqlite:/, '');
}

async function openClickHouse(address: string, flag: string, env: Surroundings['env']): Promise<EventStore> {
  const store = await openClickHouseStore(address, { env });
  if (!('unusable' in store)) return store;
  // Without the password.
  const place = URL.canParse(address) ? `${new URL(address).host}${new URL(address).pathname}` : 'it';
  throw new Failure(`${flag}: ClickHouse at ${place} cannot be used: ${store.unusable}`, {
    code: 'unusable-store',
    exitCode: store.isAway ? 3 : 2,
    hint: 'write clickhouse://USER@HOST:8123/DATABASE; CLICKHOUSE_PASSWORD has the password',
  });
}
