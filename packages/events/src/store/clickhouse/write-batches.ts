import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { StoreBatch } from '../event-store.ts';
import { checkExpected, Superseded } from '../superseded.ts';
import { BATCH_TABLES, type BatchLines, batchLines } from './batch-lines.ts';
import type { ClickHouseConnection } from './clickhouse-connection.ts';

/** Writes batches, one at a time; what others left half done is done before anything is said of checkpoints. */
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
 *
 * Of two that expect the same checkpoint one comes first: both rows have the same deduplication token, and the server takes a block
 * with a token that it knows for written. Who then does not find his row has lost. The token is forgotten with the row, but then the
 * checkpoint is another one.
 */
export function batchWriter(
  connection: ClickHouseConnection,
  { now, isReplicated }: { readonly now: () => number; readonly isReplicated: boolean },
): BatchWriter {
  let newest = 0;
  // Time, so that several writers have versions of one order; and greater than any before, so that clocks do not matter.
  const nextVersion = (): number => {
    newest = Math.max(newest + 1, now() * 1000);
    return newest;
  };
  let mayBeLeft = true;

  // A replica may lag behind another one, and what was written there decides, too.
  const catchUp = async (): Promise<void> => {
    if (!isReplicated) return;
    for (const table of ['batches', 'checkpoints'])
      await connection.command(`SYSTEM SYNC REPLICA ${table} LIGHTWEIGHT`);
  };

  const apply = async (slot: string | undefined, lines: BatchLines): Promise<void> => {
    for (const table of BATCH_TABLES) if (lines[table] !== '') await connection.insert(table, lines[table]);
    if (slot !== undefined) await dropSlot(connection, slot);
  };

  const finish = async (): Promise<void> => {
    await catchUp();
    for (const { slot, expected, stands_on, version, ...lines } of await readLeft(connection)) {
      const current = (await readCheckpoint(connection, expected))?.version ?? 0;
      newest = Math.max(newest, version, current);
      // It came too late, or all of it is there.
      if (expected !== '' && current !== stands_on) await dropSlot(connection, slot);
      else await apply(slot, lines);
    }
    const [row] = await connection.ask<{ readonly version: number }>('SELECT max(version) AS version FROM checkpoints');
    newest = Math.max(newest, row?.version ?? 0);
    mayBeLeft = false;
  };

  return {
    async write(batch) {
      const isAgain = mayBeLeft;
      if (mayBeLeft) await finish();
      if (batch.expects !== undefined) await catchUp();
      // The version is that of the checkpoint in whose place this one comes, so that it is read first.
      const expected = await readExpected(connection, batch, isAgain);
      if (expected === 'written') return;
      const version = nextVersion();
      const lines = batchLines(batch, version);
      if (lines.checkpoints === '') return apply(undefined, lines);
      const id = createHash('sha256')
        .update(JSON.stringify([version, lines]))
        .digest('hex')
        .slice(0, 32);
      const slot = expected === undefined ? id : `${expected.name} ${expected.version}`;
      const row = { id, slot, expected: expected?.name ?? '', stands_on: expected?.version ?? 0, version, ...lines };
      mayBeLeft = true;
      await connection.insert('batches', JSON.stringify(row), { insert_deduplication_token: slot });
      if (expected !== undefined) {
        await catchUp();
        if (!(await hasWon(connection, id, expected))) throw new Superseded(expected.name);
      }
      await apply(slot, lines);
      mayBeLeft = false;
    },
    async checkpoint(name) {
      await finish();
      const row = await readCheckpoint(connection, name);
      return row === undefined ? undefined : JSON.parse(row.json);
    },
  };
}

interface LeftBatch extends BatchLines {
  readonly slot: string;
  /** The name of the checkpoint that it expects; empty where it expects none. */
  readonly expected: string;
  /** The version of that. */
  readonly stands_on: number;
  readonly version: number;
}

function readLeft(connection: ClickHouseConnection): Promise<readonly LeftBatch[]> {
  return connection.ask('SELECT * FROM batches ORDER BY version');
}

interface Checkpoint {
  readonly version: number;
  readonly json: string;
}

async function readCheckpoint(connection: ClickHouseConnection, name: string): Promise<Checkpoint | undefined> {
  const [row] = await connection.ask<Checkpoint>(
    'SELECT version, json FROM checkpoints WHERE name = {name:String} ORDER BY version DESC LIMIT 1',
    { name },
  );
  return row;
}

interface Expected {
  readonly name: string;
  /** 0 where there is none yet. */
  readonly version: number;
}

/** What a batch stands on, by the first of the names it expects; `written` when it was written by a try that seemed to fail. */
async function readExpected(
  connection: ClickHouseConnection,
  batch: StoreBatch,
  isAgain: boolean,
): Promise<Expected | 'written' | undefined> {
  const names = Object.keys(batch.expects ?? {}).sort();
  const found = new Map<string, Checkpoint | undefined>();
  for (const name of names) found.set(name, await readCheckpoint(connection, name));
  const storedOf = (name: string): unknown => JSON.parse(found.get(name)?.json ?? 'null');
  const own = Object.entries(batch.checkpoints ?? {}).filter(([name]) => found.has(name));
  const isThere = own.every(([name, value]) => isDeepStrictEqual(storedOf(name), JSON.parse(JSON.stringify(value))));
  if (isAgain && own.length > 0 && isThere) return 'written';
  checkExpected(batch, storedOf);
  const [name] = names;
  return name === undefined ? undefined : { name, version: found.get(name)?.version ?? 0 };
}

async function hasWon(connection: ClickHouseConnection, id: string, { name, version }: Expected): Promise<boolean> {
  const mine = await connection.ask('SELECT 1 FROM batches WHERE id = {id:String}', { id });
  return mine.length > 0 && ((await readCheckpoint(connection, name))?.version ?? 0) === version;
}

/** Of one that has no such partition any more it is no error. */
function dropSlot(connection: ClickHouseConnection, slot: string): Promise<void> {
  return connection.command('ALTER TABLE batches DROP PARTITION {slot:String}', { slot });
}
