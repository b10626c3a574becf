import type { Gap } from '../../observation.ts';
import type { EventStore } from '../event-store.ts';
import { countGroups } from './count-groups.ts';
import { findPage } from './find-page.ts';
import { pageIncidents } from './page-incidents.ts';
import { readPostgresAddress } from './postgres-address.ts';
import { connectPostgres, isRefusal, type PostgresConnection } from './postgres-connection.ts';
import { prepareSchema } from './prepare-schema.ts';
import { retainDays } from './retain-days.ts';
import { sizeOfStore } from './size-of-store.ts';
import { batchWriter } from './write-batch.ts';

/** Why a PostgreSQL cannot be used as a store; without its password. */
export interface UnusablePostgres {
  readonly unusable: string;
  /** Nobody answers: it may be there later. */
  readonly isAway: boolean;
}

/** What a store in PostgreSQL is opened with. */
export interface PostgresOptions {
  /** For `PGHOST`, `PGUSER`, `PGPASSWORD` and the like. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/**
 * A store in a database of PostgreSQL 14 or newer, at `postgres://USER:PASSWORD@HOST:5432/DATABASE`. Several processes may write and
 * read. Its schema (`?schema=outrigger`) is made where it is missing; the database has to be there.
 */
export async function openPostgresStore(
  address: string,
  { env = {} }: PostgresOptions = {},
): Promise<EventStore | UnusablePostgres> {
  const read = readPostgresAddress(address, env);
  if ('bad' in read) return { unusable: read.bad, isAway: false };
  const connection = await connectPostgres(read);
  try {
    const other = await prepareSchema(connection, read.schema);
    if (other === undefined) return storeIn(connection, read.schema);
    await connection.close();
    return { unusable: other, isAway: false };
  } catch (error) {
    await connection.close();
    if (!(error instanceof Error)) throw error;
    // Of several addresses of one host the error has no words of its own.
    const words = error.message || ((error as NodeJS.ErrnoException).code ?? error.name);
    return { unusable: words, isAway: !isRefusal(error) };
  }
}

function storeIn(connection: PostgresConnection, schema: string): EventStore {
  const { ask } = connection;
  return {
    capabilities: { fullText: true, quantiles: true, fences: true },
    store: batchWriter(connection, schema),
    query: (filter, page) => findPage(ask, filter, page),
    aggregate: (query) => countGroups(ask, query),
    incidents: (filter, page) => pageIncidents(ask, filter, page),
    async gaps({ from = Number.NEGATIVE_INFINITY, until = Number.POSITIVE_INFINITY }) {
      const rows = await ask<{ readonly json: string }>(
        'SELECT json FROM gaps WHERE ended >= $1::float8 AND started < $2::float8 ORDER BY started, ended',
        [from, until],
      );
      // JSON leaves out what is not known.
      return rows.map(({ json }): Gap => ({ lost: undefined, ...JSON.parse(json) }));
    },
    async checkpoint(name) {
      const [row] = await ask<{ readonly json: string }>('SELECT json FROM checkpoints WHERE name = $1', [name]);
      return row === undefined ? undefined : JSON.parse(row.json);
    },
    retain: (policy, now) => retainDays(connection, schema, policy, now),
    size: () => sizeOfStore(ask),
    [Symbol.asyncDispose]: () => connection.close(),
  };
}
