import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import type { ClickHouseSettings } from '@clickhouse/client';
import type { ClickHouseAddress } from './clickhouse-address.ts';

/** A database of a ClickHouse server. What it refuses, or that it is not there, is an `Error` with the server's words. */
export interface ClickHouseConnection {
  readonly ask: <Row>(sql: string, values?: SqlValues) => Promise<readonly Row[]>;
  /** Waits until it is done everywhere. */
  readonly command: (sql: string, values?: SqlValues) => Promise<void>;
  /** Lines of JSON, one for each row; they are there when it answers. */
  readonly insert: (table: string, lines: string, settings?: ClickHouseSettings) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Values of a statement, by the names that it has for them: `{name:Type}`. */
export type SqlValues = Readonly<Record<string, unknown>>;

/** Connects; nothing is asked yet. */
export async function connectClickHouse({
  url,
  database,
  username,
  password,
  settings,
}: ClickHouseAddress): Promise<ClickHouseConnection> {
  // Loaded here: nobody else should pay for it.
  const { createClient, ClickHouseLogLevel } = await import('@clickhouse/client');
  const client = createClient({
    url,
    database,
    username,
    password,
    application: 'outrigger-events',
    clickhouse_settings: { ...SETTINGS, ...settings },
    // What goes wrong comes back as an error, and is told by whoever asked.
    log: { level: ClickHouseLogLevel.OFF },
    // An idle connection that the server ends at this moment would fail a request: ended before.
    keep_alive: { enabled: true, idle_socket_ttl: 2000 },
    request_timeout: 60_000,
  });
  return {
    async ask<Row>(query: string, values?: SqlValues) {
      const result = await client.query({
        query,
        format: 'JSONEachRow',
        ...(values && { query_params: { ...values } }),
      });
      return (await result.json()) as readonly Row[];
    },
    async command(query, values) {
      await client.command({ query, ...(values && { query_params: { ...values } }) });
    },
    async insert(table, lines, own) {
      const { stream } = await client.exec({
        query: `INSERT INTO ${table} FORMAT JSONEachRow`,
        values: Readable.from([Buffer.from(lines)]),
        ...(own && { clickhouse_settings: own }),
      });
      // Until the response is read to its end, the connection is not free again.
      await finished(stream.resume());
    },
    close: () => client.close(),
  };
}

const SETTINGS: ClickHouseSettings = {
  // Older servers write what is greater than 2^31 as text.
  output_format_json_quote_64bit_integers: 0,
  // What has one id has one `ended`, and so lies in one partition.
  do_not_merge_across_partitions_select_final: 1,
  // We put batches together ourselves, and count on their being there.
  async_insert: 0,
  // An import may bring many days at once.
  max_partitions_per_insert_block: '0',
  // The hours of some years stand in a statement.
  max_query_size: '16777216',
  // On shards, too.
  distributed_foreground_insert: 1,
  lightweight_deletes_sync: '2',
  mutations_sync: '2',
};
