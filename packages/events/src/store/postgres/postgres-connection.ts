import { finished } from 'node:stream/promises';
import type { Pool, PoolClient } from 'pg';
import type { PostgresAddress } from './postgres-address.ts';

/** A database of a PostgreSQL server. What it refuses, or that it is not there, is an `Error` with the server's words. */
export interface PostgresConnection {
  readonly ask: Ask;
  /** All of it is there, or nothing; `Undecided` where nobody can say which. */
  readonly together: <T>(act: (transaction: PostgresTransaction) => Promise<T>) => Promise<T>;
  readonly close: () => Promise<void>;
}

/** Asks one statement, with values for `$1`, `$2` …; large numbers come as numbers. */
export type Ask = <Row>(sql: string, values?: readonly unknown[]) => Promise<readonly Row[]>;

/** What a transaction can do. */
export interface PostgresTransaction {
  readonly ask: Ask;
  /** Rows in the text format of COPY. */
  readonly copy: (into: string, rows: string) => Promise<void>;
}

/** The connection was lost while a transaction was to be ended: it has been or it has not. */
export class Undecided extends Error {
  override readonly name = 'Undecided';
}

/** Connects when first asked. */
export async function connectPostgres(address: PostgresAddress): Promise<PostgresConnection> {
  // Loaded here: nobody else should pay for it.
  const { default: pg } = await import('pg');
  const { from } = await import('pg-copy-streams');
  const { host, port, database, user, password, schema, ssl } = address;
  const pool: Pool = new pg.Pool({
    host,
    port,
    database,
    user,
    password,
    ssl: ssl && {
      rejectUnauthorized: ssl.rejectUnauthorized,
      ...(ssl.ca !== undefined && { ca: ssl.ca }),
      ...(!ssl.checkName && { checkServerIdentity: () => undefined }),
    },
    application_name: 'outrigger-events',
    max: 5,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    types: {
      getTypeParser: (oid, format) => (oid === INT8 ? Number : pg.types.getTypeParser(Number(oid), format ?? 'text')),
    },
  });
  // Whoever asks next hears of a connection that was lost; without a listener the process would end.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  const ready = new WeakSet<PoolClient>();

  const borrow = async (): Promise<PoolClient> => {
    const client = await pool.connect();
    if (ready.has(client)) return client;
    try {
      await client.query(`SET search_path TO "${schema}", pg_temp; SET jit = off; SET statement_timeout = '5min'`);
    } catch (error) {
      client.release(true);
      throw error;
    }
    ready.add(client);
    return client;
  };
  const askBy =
    (client: PoolClient): Ask =>
    async <Row>(sql: string, values?: readonly unknown[]) =>
      (await client.query(sql, values && [...values])).rows as unknown as readonly Row[];

  return {
    async ask<Row>(sql: string, values?: readonly unknown[]) {
      const client = await borrow();
      let failed = true;
      try {
        const rows = await askBy(client)<Row>(sql, values);
        failed = false;
        return rows;
      } finally {
        client.release(failed);
      }
    },
    async together(act) {
      const client = await borrow();
      let isOver = false;
      try {
        await client.query('BEGIN');
        const result = await act({
          ask: askBy(client),
          async copy(into, rows) {
            const stream = client.query(from(`COPY ${into} FROM STDIN`));
            stream.end(rows);
            await finished(stream);
          },
        });
        await commit(client);
        isOver = true;
        return result;
      } finally {
        // A connection on which something went wrong is not used again: with it ends the transaction.
        client.release(!isOver);
      }
    },
    close: () => pool.end(),
  };
}

const INT8 = 20;

async function commit(client: PoolClient): Promise<void> {
  try {
    await client.query('COMMIT');
  } catch (error) {
    // What the server says of it is decided: it has refused.
    if (isRefusal(error)) throw error;
    throw new Undecided((error as Error).message, { cause: error });
  }
}

/** Whether the server has said no, with one of its codes; else nobody has answered. */
export function isRefusal(error: unknown): error is Error & { readonly code: string } {
  return error instanceof Error && 'severity' in error && !/^(?:57P|08)/.test((error as { code?: string }).code ?? '');
}
