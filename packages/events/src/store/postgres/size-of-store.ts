import type { Ask } from './postgres-connection.ts';

/** Bytes of all tables with their indexes. */
export async function sizeOfStore(ask: Ask): Promise<number> {
  const [row] = await ask<{ readonly bytes: number | null }>(
    `SELECT sum(pg_total_relation_size(oid))::bigint AS bytes FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'`,
  );
  return row?.bytes ?? 0;
}
