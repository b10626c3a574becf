import { type Clock, machineClock } from '@outrigger/cluster';
import type { Gap } from '../../observation.ts';
import type { EventStore } from '../event-store.ts';
import { type ClickHouseAddress, readClickHouseAddress } from './clickhouse-address.ts';
import { type ClickHouseConnection, connectClickHouse } from './clickhouse-connection.ts';
import { clickHouseTables, FORMAT } from './clickhouse-tables.ts';
import { countGroups } from './count-groups.ts';
import { findPage } from './find-page.ts';
import { forgetDays, forgetRows } from './forget-rows.ts';
import { gatherBatches } from './gather-batches.ts';
import { pageIncidents } from './page-incidents.ts';
import { sealHours } from './seal-hours.ts';
import { storedTables } from './stored-tables.ts';
import { batchWriter } from './write-batches.ts';

/** Why a server cannot be used as a store; without its password. */
export interface UnusableServer {
  readonly unusable: string;
  /** Nobody answers: it may be there later. */
  readonly isAway: boolean;
}

/** How a store in ClickHouse behaves. */
export interface ClickHouseOptions {
  readonly clock?: Clock;
  /** For `CLICKHOUSE_USER` and `CLICKHOUSE_PASSWORD`. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** From one write of few rows to the next, in ms; 1000 unless said. Servers want few and large ones. */
  readonly everyMs?: number;
  /** Hours in which nothing was written for so long are counted once for all, in ms; 10 minutes unless said. */
  readonly quietMs?: number;
}

/**
 * A store in a ClickHouse server or cluster, at `clickhouse://USER:PASSWORD@HOST:8123/DATABASE`. Several processes may write and read.
 * The database and its tables are made where they are missing.
 */
export async function openClickHouseStore(
  address: string,
  options: ClickHouseOptions = {},
): Promise<EventStore | UnusableServer> {
  const read = readClickHouseAddress(address, options.env ?? {});
  if ('bad' in read) return { unusable: read.bad, isAway: false };
  let connection: ClickHouseConnection | undefined;
  try {
    await makeDatabase(read);
    connection = await connectClickHouse(read);
    const other = await prepare(connection, read);
    if (other === undefined) return storeIn(connection, read, options);
    await connection.close();
    return { unusable: other, isAway: false };
  } catch (error) {
    await connection?.close();
    if (!(error instanceof Error)) throw error;
    const { code } = error as NodeJS.ErrnoException;
    // The server's own codes are numbers.
    return { unusable: error.message || (code ?? error.name), isAway: !/^\d+$/.test(code ?? '') };
  }
}

/** Asked from the database that is always there. Who may not make one may use one that is there. */
async function makeDatabase(address: ClickHouseAddress): Promise<void> {
  const { database, cluster } = address;
  const connection = await connectClickHouse({ ...address, database: 'default' });
  try {
    const found = await connection.ask('SELECT 1 FROM system.databases WHERE name = {database:String}', { database });
    if (found.length > 0) return;
    await connection.command(
      `CREATE DATABASE IF NOT EXISTS ${database}${cluster === undefined ? '' : ` ON CLUSTER ${cluster}`}`,
    );
  } finally {
    await connection.close();
  }
}

async function prepare(connection: ClickHouseConnection, { cluster }: ClickHouseAddress): Promise<string | undefined> {
  const tables = await connection.ask<{ readonly name: string; readonly comment: string }>(
    'SELECT name, comment FROM system.tables WHERE database = currentDatabase()',
  );
  const named = cluster === undefined ? 'observations' : 'observations_local';
  const comment = tables.find(({ name }) => name === named)?.comment;
  if (comment !== undefined && comment !== FORMAT) {
    return `the database has a table "${named}" that is "${comment}", not "${FORMAT}"`;
  }
  // The view is made last: with it, all of them are there.
  if (tables.some(({ name }) => name === 'hour_news_view')) return undefined;
  for (const statement of clickHouseTables({ cluster })) await connection.command(statement);
  return undefined;
}

function storeIn(
  connection: ClickHouseConnection,
  { cluster }: ClickHouseAddress,
  { clock = machineClock, everyMs = 1000, quietMs = 600_000 }: ClickHouseOptions,
): EventStore {
  const tables = storedTables(cluster);
  const writer = batchWriter(connection, { now: clock.now, isReplicated: cluster !== undefined });
  let counted = clock.now();
  const write = gatherBatches(
    async (batch) => {
      await writer.write(batch);
      if (clock.now() - counted < quietMs) return;
      counted = clock.now();
      // Answers do not need it, and it is tried again; what ails the server the next batch will tell.
      await sealHours(connection, tables, quietMs).catch(() => {});
    },
    { clock, everyMs, enough: 5000 },
  );
  const size = async (): Promise<number> => {
    const parts = cluster === undefined ? 'system.parts' : `cluster(${cluster}, system.parts)`;
    const [row] = await connection.ask<{ readonly bytes: number }>(
      `SELECT sum(bytes_on_disk) AS bytes FROM ${parts} WHERE active AND database = currentDatabase()`,
    );
    return row?.bytes ?? 0;
  };

  return {
    capabilities: { fullText: true, quantiles: true, fences: true },
    store: write,
    query: (filter, page) => findPage(connection, filter, page),
    aggregate: (query) => countGroups(connection, query, quietMs),
    incidents: (filter, page) => pageIncidents(connection, filter, page),
    async gaps({ from = Number.NEGATIVE_INFINITY, until = Number.POSITIVE_INFINITY }) {
      const rows = await connection.ask<{ readonly json: string }>(
        'SELECT json FROM gaps FINAL WHERE ended >= {from:Float64} AND started < {until:Float64} ORDER BY started, ended',
        { from, until },
      );
      // JSON leaves out what is not known.
      return rows.map(({ json }): Gap => ({ lost: undefined, ...JSON.parse(json) }));
    },
    checkpoint: writer.checkpoint,
    async retain(policy, now) {
      const gone = await forgetRows(connection, tables, policy, now);
      if (policy.maxAgeMs !== undefined) {
        const edge = { edge: Math.floor(now - policy.maxAgeMs) };
        const on = cluster === undefined ? '' : ` ON CLUSTER ${cluster}`;
        await connection.command(`DELETE FROM incidents${on} WHERE ended < {edge:Int64} AND state = 'resolved'`, edge);
        await connection.command(`DELETE FROM gaps${on} WHERE ended < {edge:Int64}`, edge);
      }
      return gone + (await forgetDays(connection, tables, policy, size));
    },
    size,
    [Symbol.asyncDispose]: () => connection.close(),
  };
}
