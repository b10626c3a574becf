/** Which tables a store has, and on how many machines. */
export interface TablesOptions {
  /** Of `system.clusters`; tables are then sharded and replicated. One server when it is left out. */
  readonly cluster?: string | undefined;
}

/** Of the tables; written into the comment of the last of them. */
export const FORMAT = 'outrigger events, format 1';

/**
 * The statements that make the tables, in their order. Of a cluster each table that has rows is `NAME_local` on every machine, and
 * `NAME` asks and feeds all of them: what has one id comes to one shard, where it is known again.
 */
export function clickHouseTables({ cluster }: TablesOptions = {}): readonly string[] {
  const on = cluster === undefined ? '' : ` ON CLUSTER ${cluster}`;
  const tables = TABLES.flatMap(({ name, columns, engine, keys, settings, shard }): readonly string[] => {
    const isSharded = cluster !== undefined && shard !== undefined;
    const stored = isSharded ? `${name}_local` : name;
    const made = `CREATE TABLE IF NOT EXISTS ${stored}${on} (
  ${columns.join(',\n  ')}
)
ENGINE = ${cluster === undefined ? engine : replicated(engine, name, isSharded)}
${keys}${settings === undefined || cluster !== undefined ? '' : `\nSETTINGS ${settings}`}${name === 'observations' ? `\nCOMMENT '${FORMAT}'` : ''}`;
    if (!isSharded) return [made];
    const all = `CREATE TABLE IF NOT EXISTS ${name}${on} AS ${stored}
ENGINE = Distributed(${cluster}, currentDatabase(), ${stored}, ${shard})`;
    return [made, all];
  });
  const view = `CREATE MATERIALIZED VIEW IF NOT EXISTS hour_news_view${on} TO hour_news AS
SELECT hour, max(now64(6)) AS written FROM ${cluster === undefined ? 'observations' : 'observations_local'} GROUP BY hour`;
  return [...tables, view];
}

/** Replicas of a shard have one path; what is not sharded is the same on all machines. */
function replicated(engine: string, name: string, isSharded: boolean): string {
  const [path, replica] = isSharded ? ['{shard}', '{replica}'] : ['all', '{shard}-{replica}'];
  const parameters = `'/clickhouse/tables/${path}/{database}/${name}', '${replica}'`;
  return `Replicated${engine.replace('(', `(${parameters}, `).replace(', )', ')')}`;
}

interface Table {
  readonly name: string;
  readonly columns: readonly string[];
  readonly engine: string;
  readonly keys: string;
  /** Of a table that is not replicated; replicated ones know tokens by themselves. */
  readonly settings?: string;
  /** What has the same value comes to the same shard; on every machine as a whole when it is left out. */
  readonly shard?: string;
}

const DAY_OF_ENDED = 'PARTITION BY toDate(toUInt16(least(greatest(intDiv(ended, 86400000), 0), 65535)))';
const DAY_OF_HOUR = 'PARTITION BY toDate(toUInt16(least(greatest(intDiv(hour, 24), 0), 65535)))';

const OBSERVATIONS: Table = {
  name: 'observations',
  columns: [
    'id String CODEC(ZSTD(3))',
    'cluster LowCardinality(String)',
    'started Int64 CODEC(DoubleDelta, ZSTD(3))',
    'ended Int64 CODEC(DoubleDelta, ZSTD(3))',
    'seen Int64 CODEC(DoubleDelta, ZSTD(3))',
    'occurrences UInt64 CODEC(T64, ZSTD(3))',
    'type LowCardinality(String)',
    'reason LowCardinality(String)',
    'message String CODEC(ZSTD(3))',
    'action LowCardinality(String)',
    'api_version LowCardinality(String)',
    'kind LowCardinality(String)',
    'namespace LowCardinality(String)',
    'name String CODEC(ZSTD(3))',
    'uid String CODEC(ZSTD(3))',
    'field_path LowCardinality(String)',
    'component LowCardinality(String)',
    'instance LowCardinality(String)',
    'origin LowCardinality(String)',
    'event_namespace LowCardinality(String)',
    'event_name String CODEC(ZSTD(3))',
    'event_uid String CODEC(ZSTD(3))',
    'event_version String CODEC(ZSTD(3))',
    'is_censored Bool',
    'is_combined Bool',
    'category LowCardinality(String)',
    'severity LowCardinality(String)',
    'rule LowCardinality(String)',
    'recovers Array(LowCardinality(String))',
    'subclass LowCardinality(String)',
    'is_enriched Bool',
    'workload LowCardinality(String)',
    'node LowCardinality(String)',
    'zone LowCardinality(String)',
    'image LowCardinality(String)',
    'revision LowCardinality(String)',
    'labels Map(LowCardinality(String), String) CODEC(ZSTD(3))',
    'template LowCardinality(String)',
    'template_text LowCardinality(String)',
    'incident LowCardinality(String)',
    'related String CODEC(ZSTD(3))',
    'exact String CODEC(ZSTD(3))',
    'hour Int64 MATERIALIZED toInt64(floor(ended / 3600000))',
    // The one that was written first stays.
    'written UInt64 DEFAULT 18446744073709551615 - toUInt64(toUnixTimestamp64Micro(now64(6))) CODEC(DoubleDelta, ZSTD(3))',
    'time DateTime64(3) ALIAS fromUnixTimestamp64Milli(ended)',
    'INDEX by_time ended TYPE minmax GRANULARITY 1',
    'INDEX by_name name TYPE bloom_filter(0.01) GRANULARITY 1',
    'INDEX by_uid uid TYPE bloom_filter(0.01) GRANULARITY 1',
    'INDEX by_incident incident TYPE bloom_filter(0.01) GRANULARITY 1',
    'INDEX by_template template TYPE set(100) GRANULARITY 1',
    'INDEX by_words lowerUTF8(message) TYPE ngrambf_v1(4, 16384, 2, 0) GRANULARITY 1',
  ],
  engine: 'ReplacingMergeTree(written)',
  keys: `${DAY_OF_ENDED}\nORDER BY (cluster, namespace, kind, hour, reason, ended, id)`,
  shard: 'cityHash64(id)',
};

const TABLES: readonly Table[] = [
  {
    name: 'hour_news',
    columns: ['hour Int64', 'written SimpleAggregateFunction(max, DateTime64(6))'],
    engine: 'AggregatingMergeTree()',
    keys: 'ORDER BY hour',
  },
  {
    name: 'hour_seals',
    columns: ['hour Int64', 'sealed DateTime64(6)', 'seal UUID'],
    engine: 'ReplacingMergeTree(sealed)',
    keys: 'ORDER BY hour',
  },
  {
    name: 'hour_counts',
    columns: [
      'hour Int64',
      'seal UUID',
      'cluster LowCardinality(String)',
      'namespace LowCardinality(String)',
      'kind LowCardinality(String)',
      'reason LowCardinality(String)',
      'category LowCardinality(String)',
      'severity LowCardinality(String)',
      'type LowCardinality(String)',
      'occurrences UInt64 CODEC(T64, ZSTD(3))',
      'first Int64 CODEC(ZSTD(3))',
      'last Int64 CODEC(ZSTD(3))',
    ],
    engine: 'MergeTree()',
    keys: `${DAY_OF_HOUR}\nORDER BY (hour, seal, cluster, namespace, kind, reason)`,
    shard: 'cityHash64(hour)',
  },
  {
    name: 'incidents',
    columns: [
      'id String',
      'started Int64',
      'ended Int64',
      'state LowCardinality(String)',
      'version UInt64',
      'json String CODEC(ZSTD(3))',
    ],
    engine: 'ReplacingMergeTree(version)',
    keys: 'ORDER BY id',
  },
  {
    name: 'gaps',
    columns: ['started Int64', 'ended Int64', 'json String', 'version UInt64'],
    engine: 'ReplacingMergeTree(version)',
    keys: 'ORDER BY (started, ended, json)',
  },
  {
    name: 'checkpoints',
    columns: ['name String', 'version UInt64', 'json String CODEC(ZSTD(3))'],
    engine: 'ReplacingMergeTree(version)',
    keys: 'ORDER BY name',
  },
  {
    name: 'batches',
    columns: [
      'id String',
      'slot String',
      'expected String',
      'stands_on UInt64',
      'version UInt64',
      'observations String CODEC(ZSTD(1))',
      'incidents String CODEC(ZSTD(1))',
      'gaps String CODEC(ZSTD(1))',
      'checkpoints String CODEC(ZSTD(1))',
    ],
    engine: 'MergeTree()',
    // Each batch is a part of its own, which is there as a whole or not at all and goes without a trace.
    keys: 'PARTITION BY slot\nORDER BY slot',
    settings: 'non_replicated_deduplication_window = 1000',
  },
  OBSERVATIONS,
];
