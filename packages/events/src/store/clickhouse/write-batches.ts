import { createHash } from 'node:crypto';
import type { StoreBatch } from '../event-store.ts';
import { BATCH_TABLES, type BatchLines, batchLines } from './batch-lines.ts';
import type { ClickHouseConnection } from './clickhouse-connection.ts';

/** Writes batches; what others left half done is done before anything is said of checkpoints. */
export interface BatchWriter {
  readonly write: (batch: StoreBatch) => Promise<void>;
  readonly checkpoint: (name: string) => Promise<unknown>;
}

/**
 * ClickHouse has no transactions. But a row is there or it is not: a batch with a checkpoint is first written as a single row of the
 * table `batches`, and that decides. Then its rows go where they belong, and at last the row is dropped. Whoever opens the store or
 * asks for a checkpoint first carries out what still is in `batches`. That may happen twice, and at the same time: what has one id is
 * one row, of incidents and checkpoints the greatest version counts, and the versions are those of the batch.
 *
 * A checkpoint after its rows would not do. When it is missing after a crash, the Events have gone on by then: from the old
 * checkpoint the next observation is `uid:8` with 3 occurrences, though `uid:6` with the first of them is there.
 */
export function batchWriter(connection: ClickHouseConnection, now: () => number): BatchWriter {
  let newest = 0;
  // Time, so that several writers have versions of one order; and greater than any before, so that clocks do not matter.
  const nextVersion = (): number => {
    newest = Math.max(newest + 1, now() * 1000);
    return newest;
  };
  let mayBeLeft = true;

  const apply = async (id: string | undefined, lines: BatchLines): Promise<void> => {
    for (const table of BATCH_TABLES) if (lines[table] !== '') await connection.insert(table, lines[table]);
    if (id !== undefined) await connection.command(`ALTER TABLE batches DROP PARTITION {id:String}`, { id });
  };

  const finish = async (): Promise<void> => {
    const left = await connection.ask<BatchLines & { readonly id: string; readonly version: number }>(
      'SELECT * FROM batches ORDER BY version',
    );
    for (const { id, ...lines } of left) await apply(id, lines);
    const [row] = await connection.ask<{ readonly version: number }>('SELECT max(version) AS version FROM checkpoints');
    newest = Math.max(newest, row?.version ?? 0);
    mayBeLeft = false;
  };

  return {
    async write(batch) {
      if (mayBeLeft) await finish();
      const version = nextVersion();
      const lines = batchLines(batch, version);
      if (lines.checkpoints === '') return apply(undefined, lines);
      const id = createHash('sha256')
        .update(JSON.stringify([version, lines]))
        .digest('hex')
        .slice(0, 32);
      mayBeLeft = true;
      await connection.insert('batches', JSON.stringify({ id, version, ...lines }));
      await apply(id, lines);
      mayBeLeft = false;
    },
    async checkpoint(name) {
      await finish();
      const [row] = await connection.ask<{ readonly json: string }>(
        'SELECT json FROM checkpoints WHERE name = {name:String} ORDER BY version DESC LIMIT 1',
        { name },
      );
      return row === undefined ? undefined : JSON.parse(row.json);
    },
  };
}
