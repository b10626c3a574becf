import { isDeepStrictEqual } from 'node:util';
import type { StoreBatch } from '../event-store.ts';
import { checkExpected } from '../superseded.ts';
import { copyLines } from './copy-lines.ts';
import { dayOf, lockWriters, makeDays } from './day-partitions.ts';
import { groupKey, noNumbers, numberNew, placeKey } from './dictionary.ts';
import { addHourCounts } from './hour-counts.ts';
import { ROW_COLUMNS, type SplitObservation, splitObservation } from './observation-columns.ts';
import {
  type Ask,
  isRefusal,
  type PostgresConnection,
  type PostgresTransaction,
  Undecided,
} from './postgres-connection.ts';
import { toSafeText } from './safe-text.ts';

/** Writes batches, each in a transaction of its own. */
export type BatchWriter = (batch: StoreBatch) => Promise<void>;

/**
 * A writer beside any number of others. Rows come by COPY straight into their table; only a batch with something that is there already
 * goes by a table of its own, from which what is new is taken.
 */
export function batchWriter(connection: PostgresConnection, schema: string): BatchWriter {
  let known = noNumbers();
  let days = new Set<number>();
  let generation = 0;
  let mayBeWritten = false;

  const writeOnce = async (batch: StoreBatch, prepared: Prepared, way: 'straight' | 'sifted'): Promise<void> => {
    const missing = [...prepared.days].filter((day) => !days.has(day));
    if (missing.length > 0) await makeDays(connection, schema, missing);
    const numbers = await connection.together(async (transaction) => {
      const { ask } = transaction;
      await lockWriters(ask, schema, 'many');
      if (await isStored(ask, schema, batch, mayBeWritten)) return undefined;
      const [row] = await ask<{ readonly number: number }>('SELECT number FROM generation');
      if (row?.number !== generation) {
        // Somebody has dropped days or groups: what is remembered may be of them.
        known = noNumbers();
        generation = row?.number ?? 0;
        if (days.size > 0) {
          days = new Set();
          throw new OtherGeneration();
        }
      }
      const fresh = await numberNew(ask, prepared.observations, known);
      const groupOf = (each: SplitObservation): number => {
        const key = groupKey(each);
        return known.groups.get(key) ?? fresh.groups.get(key) ?? 0;
      };
      const placeOf = (each: SplitObservation): number => {
        const key = placeKey(each);
        return known.places.get(key) ?? fresh.places.get(key) ?? 0;
      };
      const rows = prepared.observations.map((each) => ({ each, fields: [groupOf(each), placeOf(each), ...each.row] }));
      await addHourCounts(ask, await copyRows(transaction, rows, way), groupOf);
      await writeOthers(ask, batch, prepared);
      return { fresh, of: generation };
    });
    for (const day of prepared.days) days.add(day);
    if (numbers?.of !== generation) return;
    if (known.groups.size + known.places.size > MOST_NUMBERS) known = noNumbers();
    for (const [key, number] of numbers.fresh.groups) known.groups.set(key, number);
    for (const [key, number] of numbers.fresh.places) known.places.set(key, number);
  };

  return async (batch) => {
    const prepared = prepare(batch);
    let way: 'straight' | 'sifted' = 'straight';
    for (let tries = 0; ; tries++) {
      try {
        await writeOnce(batch, prepared, way);
        mayBeWritten = false;
        return;
      } catch (error) {
        if (error instanceof Undecided) mayBeWritten = true;
        const next = nextWay(error, way);
        if (next === undefined || tries >= MOST_TRIES) throw error;
        if (isRefusal(error) && error.code === NO_PARTITION) days = new Set();
        way = next;
      }
    }
  };
}

const MOST_NUMBERS = 200_000;
const MOST_TRIES = 8;

class OtherGeneration extends Error {}

/** PostgreSQL's documentation, appendix A. */
const UNIQUE_VIOLATION = '23505';
const NO_PARTITION = '23514';
const DEADLOCK = '40P01';

/** How to try again what the server has refused; undefined for what stays refused. */
function nextWay(error: unknown, way: 'straight' | 'sifted'): 'straight' | 'sifted' | undefined {
  if (error instanceof OtherGeneration) return way;
  if (!isRefusal(error)) return undefined;
  if (error.code === UNIQUE_VIOLATION && way === 'straight') return 'sifted';
  return error.code === DEADLOCK || error.code === NO_PARTITION ? way : undefined;
}

interface Prepared {
  /** By time and id: the order in which all writers take them. */
  readonly observations: readonly SplitObservation[];
  readonly days: ReadonlySet<number>;
  readonly checkpoints: readonly (readonly [string, string])[];
}

/** Throws for what is no JSON. */
function prepare(batch: StoreBatch): Prepared {
  const byId = new Map<string, SplitObservation>();
  for (const each of batch.observations) if (!byId.has(each.id)) byId.set(each.id, splitObservation(each));
  const observations = [...byId.values()].sort((a, b) => a.ended - b.ended || (a.id < b.id ? -1 : Number(a.id > b.id)));
  return {
    observations,
    days: new Set(observations.map(({ ended }) => dayOf(ended))),
    checkpoints: Object.entries(batch.checkpoints ?? {}).map(([name, value]) => [name, JSON.stringify(value)] as const),
  };
}

/**
 * Throws a `Superseded` when a checkpoint is not as it is expected. True when the batch is there already: it was written by a try of
 * which nobody could say so.
 */
async function isStored(
  ask: Ask,
  schema: string,
  { expects = {}, checkpoints = {} }: StoreBatch,
  mayBe: boolean,
): Promise<boolean> {
  const names = [...new Set([...Object.keys(expects), ...Object.keys(checkpoints)])].sort();
  // Also of one that is not there yet, of which there is no row to lock.
  for (const name of names) {
    await ask('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
      `outrigger events ${schema} checkpoint ${name}`,
    ]);
  }
  if (Object.keys(expects).length === 0) return false;
  const rows = await ask<{ readonly name: string; readonly json: string }>(
    'SELECT name, json FROM checkpoints WHERE name = ANY ($1)',
    [names],
  );
  const stored = new Map(rows.map(({ name, json }) => [name, JSON.parse(json) as unknown]));
  const own = Object.entries(checkpoints).filter(([name]) => name in expects);
  const isThere = own.every(([name, value]) => isDeepStrictEqual(stored.get(name), JSON.parse(JSON.stringify(value))));
  if (mayBe && own.length > 0 && isThere) return true;
  checkExpected({ observations: [], expects }, (name) => stored.get(name));
  return false;
}

interface ReadyRow {
  readonly each: SplitObservation;
  readonly fields: readonly (string | number)[];
}

/** Gives those that were not there before. */
async function copyRows(
  { ask, copy }: PostgresTransaction,
  rows: readonly ReadyRow[],
  way: 'straight' | 'sifted',
): Promise<readonly SplitObservation[]> {
  const all = rows.map(({ each }) => each);
  if (rows.length === 0) return all;
  const columns = `group_id, place_id, ${ROW_COLUMNS.join(', ')}`;
  const lines = copyLines(rows.map(({ fields }) => fields));
  if (way === 'straight') {
    await copy(`observations (${columns})`, lines);
    return all;
  }
  await ask('CREATE TEMP TABLE arrived (LIKE observations) ON COMMIT DROP');
  await copy(`pg_temp.arrived (${columns})`, lines);
  const written = await ask<{ readonly id: string }>(
    `INSERT INTO observations (${columns}) SELECT ${columns} FROM pg_temp.arrived ORDER BY ended, id ON CONFLICT DO NOTHING RETURNING id`,
  );
  const fresh = new Set(written.map(({ id }) => id));
  return all.filter(({ id }) => fresh.has(id));
}

async function writeOthers(
  ask: Ask,
  { incidents = [], gaps = [] }: StoreBatch,
  { checkpoints }: Prepared,
): Promise<void> {
  // The last of one id counts, and one statement must not change a row twice.
  const changed = [...new Map(incidents.map((each) => [each.id, each])).values()].sort((a, b) =>
    a.id < b.id ? -1 : 1,
  );
  if (changed.length > 0) {
    await ask(
      `INSERT INTO incidents SELECT * FROM unnest($1::text[], $2::bigint[], $3::bigint[], $4::text[], $5::text[])
ON CONFLICT (id) DO UPDATE SET started = excluded.started, ended = excluded.ended, state = excluded.state, json = excluded.json`,
      [
        changed.map(({ id }) => toSafeText(id)),
        changed.map(({ from }) => from),
        changed.map(({ until }) => until),
        changed.map(({ state }) => state),
        changed.map((each) => JSON.stringify(each)),
      ],
    );
  }
  for (const gap of gaps) {
    await ask('INSERT INTO gaps VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [
      gap.from,
      gap.until,
      JSON.stringify(gap),
    ]);
  }
  if (checkpoints.length > 0) {
    await ask(
      `INSERT INTO checkpoints SELECT * FROM unnest($1::text[], $2::text[]) ON CONFLICT (name) DO UPDATE SET json = excluded.json`,
      [checkpoints.map(([name]) => name), checkpoints.map(([, json]) => json)],
    );
  }
}
