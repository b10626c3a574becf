import {
  createMemoryStore,
  type EventStore,
  openClickHouseStore,
  openPostgresStore,
  openThreadedStore,
  type StoreWorkers,
} from '@outrigger/events';
import { Failure } from '../../world/failure.ts';
import type { Surroundings } from '../../world/surroundings.ts';

/**
 * Opens a store by its name: `memory:`, `postgres://HOST:5432/DATABASE`, `clickhouse://HOST:8123/DATABASE`, or the path of an SQLite file,
 * also as `sqlite:PATH`.
 *
 * @param workers what of a file has a thread of its own; nothing pays where one question is asked
 */
export async function openStore(
  name: string,
  flag: string,
  env: Surroundings['env'],
  workers: StoreWorkers = 'none',
): Promise<EventStore> {
  if (name === 'memory:') return createMemoryStore();
  if (name.startsWith('clickhouse:')) return openClickHouse(name, flag, env);
  if (/^postgres(?:ql)?:/.test(name)) return openPostgres(name, flag, env);
  if (/^https?:/.test(name)) {
    throw new Failure(`${flag}: ${name.replace(/:.*$/s, '')} is no store of this command`, {
      code: 'unknown-store',
      hint: 'name a file',
    });
  }
  const file = fileOfStore(name) ?? name;
  const store = await openThreadedStore(file, { workers });
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
  throw new Failure(`${flag}: ClickHouse at ${placeOf(address)} cannot be used: ${store.unusable}`, {
    code: 'unusable-store',
    exitCode: store.isAway ? 3 : 2,
    hint: 'write clickhouse://USER@HOST:8123/DATABASE; CLICKHOUSE_PASSWORD has the password',
  });
}

async function openPostgres(address: string, flag: string, env: Surroundings['env']): Promise<EventStore> {
  const store = await openPostgresStore(address, { env });
  if (!('unusable' in store)) return store;
  throw new Failure(`${flag}: PostgreSQL at ${placeOf(address)} cannot be used: ${store.unusable}`, {
    code: 'unusable-store',
    exitCode: store.isAway ? 3 : 2,
    hint: 'write postgres://USER@HOST:5432/DATABASE, of a database that is there; PGPASSWORD has the password',
  });
}

/** Without the password. */
function placeOf(address: string): string {
  return URL.canParse(address) ? `${new URL(address).host}${new URL(address).pathname}` : 'it';
}
