import type { Ask, PostgresConnection } from './postgres-connection.ts';

/** In ms. */
const DAY = 86_400_000;

/** The day (UTC) of a time, counted since 1970. */
export function dayOf(time: number): number {
  return Math.floor(time / DAY);
}

/** The name of a day's partition: `observations_20412`. */
function partitionOf(day: number): string {
  return `observations_${day < 0 ? `before_${-day}` : day}`;
}

/**
 * Makes the partitions of days that have none. A table is made and then attached: who reads meanwhile goes on, which a table that is
 * made as a partition does not let him (PostgreSQL's documentation, "Table Partitioning", 5.11.2.2).
 */
export async function makeDays(connection: PostgresConnection, schema: string, days: readonly number[]): Promise<void> {
  await connection.together(async ({ ask }) => {
    await lockWriters(ask, schema, 'one');
    const made = new Set((await listDays(ask)).map(({ day }) => day));
    for (const day of days) {
      if (made.has(day)) continue;
      const table = partitionOf(day);
      const [from, until] = [day * DAY, (day + 1) * DAY];
      await ask(`CREATE TABLE ${table} (LIKE observations INCLUDING DEFAULTS,
  CONSTRAINT ${table}_day CHECK (ended >= ${from} AND ended < ${until}))`);
      await ask(`ALTER TABLE observations ATTACH PARTITION ${table} FOR VALUES FROM (${from}) TO (${until})`);
      // The partition says so itself.
      await ask(`ALTER TABLE ${table} DROP CONSTRAINT ${table}_day`);
    }
  });
}

/** The days that have a partition, the oldest first. */
export async function listDays(ask: Ask): Promise<readonly { readonly day: number; readonly table: string }[]> {
  const rows = await ask<{ readonly name: string }>(
    `SELECT c.relname AS name FROM pg_inherits AS i JOIN pg_class AS c ON c.oid = i.inhrelid WHERE i.inhparent = 'observations'::regclass`,
  );
  return rows
    .map(({ name }) => ({ day: Number(name.replace('observations_', '').replace('before_', '-')), table: name }))
    .sort((a, b) => a.day - b.day);
}

/** Until the end of the transaction: writers are many at once, who takes something away or makes days is one, with no writer beside it. */
export async function lockWriters(ask: Ask, schema: string, who: 'many' | 'one'): Promise<void> {
  const lock = who === 'many' ? 'pg_advisory_xact_lock_shared' : 'pg_advisory_xact_lock';
  await ask(`SELECT ${lock}(hashtextextended($1, 0))`, [`outrigger events ${schema} writers`]);
}
