import { clickHouseTables } from '../../packages/events/src/store/clickhouse/clickhouse-tables.ts';
import { HOUR_KEYS } from '../../packages/events/src/store/clickhouse/seal-hours.ts';

/** docs/events/clickhouse.md: how a store in ClickHouse works, with the statements that make its tables. */
export function clickHousePage(): string {
  return `# Events in ClickHouse

For what is too much for one machine: many clusters, years, people who ask with SQL. \`outrigger events serve\`, \`export\`, \`import\` and all questions take it:

\`\`\`sh
export CLICKHOUSE_PASSWORD=…
outrigger events serve --store clickhouse://outrigger@clickhouse.example:8123/outrigger
outrigger events query --store clickhouse://outrigger@clickhouse.example:8123/outrigger --severity error --since 1h
\`\`\`

| Of the address | |
|---|---|
| \`USER:PASSWORD@\` | or \`CLICKHOUSE_USER\` and \`CLICKHOUSE_PASSWORD\`; no message and no log has the password |
| port | of HTTP: 8123, with \`secure=true\` 8443 |
| path | the database, \`outrigger\` unless said; it and its tables are made where they are missing |
| \`?secure=true\` | by TLS |
| \`?cluster=NAME\` | of \`system.clusters\`: [sharded and replicated tables](#sharded-and-replicated) |
| any other word | a setting of the server for each request, such as \`max_memory_usage=4000000000\` |

The user needs \`SELECT, INSERT, ALTER DELETE, CREATE TABLE, CREATE VIEW\` in the database, and \`SELECT\` on \`system.parts\`; \`CREATE DATABASE\` where there
is none yet. Tested with ClickHouse 26.9, the real engine, by [the one behaviour suite](storage.md) and with every request lost in turn.

## Ask by hand

A row of \`observations\` is an observation: so many new \`occurrences\` between \`started\` and \`ended\` (ms since 1970; \`time\` is \`ended\` as a time).
What is not known is empty. **Write \`FINAL\`**: what was written twice is one row only once its parts are merged.

\`\`\`sql
SELECT reason, sum(occurrences) AS n, uniq(namespace, name) AS objects
FROM observations FINAL
WHERE time > now() - INTERVAL 1 DAY AND severity IN ('error', 'critical')
GROUP BY reason ORDER BY n DESC LIMIT 10
\`\`\`

## Exactly once, without transactions

Counts are differences: what an Event's count has grown by since the last time. So a row and the checkpoint behind it have to be there together. A
checkpoint that is simply written after its rows would not do: when it is missing after a crash, the Event has gone on from 5 by 6 to 8, and from the old
checkpoint the next observation is 3 occurrences (\`uid:8\`), though \`uid:6\` with the first of them is there.

1. A batch with a checkpoint is first **one row** of the table \`batches\`. A row is there or it is not: this decides.
2. Its observations, incidents, gaps, and at last its checkpoint go to their tables; then its partition of \`batches\` is dropped.
3. Whoever asks for a checkpoint, or writes after a failure, first carries out what is left in \`batches\`. It may happen twice, and at the same time: what has
   one id is one row (\`ReplacingMergeTree\`, the first stays), and of incidents and checkpoints the greatest version counts, which the batch has brought along.

**Two leaders at once.** A batch says which checkpoint it stands on. The rows of two that stand on the same one have the same partition and the same
\`insert_deduplication_token\`; the server takes the second for written already and leaves it out. Whoever does not find his row afterwards, or finds another
checkpoint, has lost, and begins anew from what is stored. When the first is done and its token is forgotten, the checkpoint is another one.

A test loses each request of a write in turn, and then each answer: the batch is there with its checkpoint or not at all, and once when it is tried again.

## Few and large writes

Small batches are written once a second, and what came meanwhile from several clusters together; 5000 observations do not wait. The pipeline reads the next
batch when this one is durable, so that batches grow by themselves when much comes. A million made-up events of 50 namespaces took 50 bytes each.

## Counts by hour

Questions over days are answered from \`hour_counts\` (by ${HOUR_KEYS.join(', ')}). They are not added up as rows come, for a row that
comes twice would count twice: an hour to which nothing was written for 10 minutes is counted anew as a whole, under a seal of its own. \`hour_news\` (a
materialised view) says when something was last written to an hour; when that is later, or something was deleted, its rows are asked until it is counted again.

## Retention

\`retention\` of the [configuration](configuration.md) is carried out by the service. Days of which nothing is wanted are dropped as partitions; of others rows are
deleted by \`DELETE FROM\`, and their bytes are free when the server merges. \`maxBytes\` drops the oldest days. If you would rather have the server do it, leave
\`retention\` out and give the table a TTL:

\`\`\`sql
ALTER TABLE observations MODIFY TTL toDateTime(least(greatest(intDiv(ended, 1000), 0), 4294967295)) + INTERVAL 90 DAY
\`\`\`

Counts by hour do not hear of a TTL: choose one that is no shorter than what is asked for, or give \`hour_counts\` the same on \`hour * 3600\`.

## Words

\`--text\` finds messages that hold each of the words, also as a part, as a live tail does. An index of pieces of four letters (\`ngrambf_v1\`) spares most of
what cannot hold them; a word of less than four letters has to look at all messages of the range.

## Tables

What the store makes by itself, in the order of the hints for Kubernetes' Events: cluster and namespace first, because people ask for those.

${sqlOf(clickHouseTables())}

## Sharded and replicated

With \`?cluster=NAME\` these are made on all machines of the cluster. They use the macros \`{shard}\` and \`{replica}\`, and \`{database}\`.

- Observations and counts by hour are on one shard each, by their id and their hour: what comes twice comes to the same shard.
- What decides (\`batches\`, \`checkpoints\`, \`incidents\`, \`gaps\`, and what is known of hours) is whole on every machine. Before it decides, the store waits until
  its replica has caught up (\`SYSTEM SYNC REPLICA … LIGHTWEIGHT\`); deduplication tokens are kept by Keeper.
- The address has to lead to **one** machine, not to a balancer that sends each request elsewhere.

The statements are run by a test without their \`ON CLUSTER\` and \`Replicated\`, for which there has to be a Keeper, and parsed as they stand; on several machines they
have not been tried yet.

${sqlOf(clickHouseTables({ cluster: 'fleet' }))}
`;
}

function sqlOf(statements: readonly string[]): string {
  return `\`\`\`sql\n${statements.join(';\n\n')};\n\`\`\``;
}
