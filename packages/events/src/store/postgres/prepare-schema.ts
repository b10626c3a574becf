import type { PostgresConnection } from './postgres-connection.ts';
import { SCHEMA_VERSIONS } from './schema-versions.ts';

/**
 * Makes the tables, or brings those of an older version up to date; one process does, and others wait. Answers with why the schema
 * cannot be used. Who may not make anything may use what is up to date.
 */
export async function prepareSchema(connection: PostgresConnection, schema: string): Promise<string | undefined> {
  const newest = SCHEMA_VERSIONS.length;
  const found = await versionOf(connection.ask, schema);
  if (found < newest) {
    await connection.together(async ({ ask }) => {
      await ask('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`outrigger events ${schema} versions`]);
      const standing = await versionOf(ask, schema);
      if (standing === 0) {
        // Who may not make a schema may use one that is there.
        const there = await ask('SELECT 1 FROM pg_namespace WHERE nspname = $1', [schema]);
        if (there.length === 0) await ask(`CREATE SCHEMA "${schema}"`);
        await ask(
          'CREATE TABLE schema_versions (version integer PRIMARY KEY, since timestamptz NOT NULL DEFAULT now())',
        );
      }
      for (const [index, statements] of SCHEMA_VERSIONS.entries()) {
        if (index < standing) continue;
        for (const statement of statements) await ask(statement);
        await ask('INSERT INTO schema_versions (version) VALUES ($1)', [index + 1]);
      }
    });
  }
  if (found <= newest) return undefined;
  return `the schema "${schema}" has version ${found}, this outrigger knows ${newest}: a newer one has written it`;
}

async function versionOf(ask: PostgresConnection['ask'], schema: string): Promise<number> {
  // What `to_regclass` knows may be older than what another has just made.
  const tables = await ask(
    "SELECT 1 FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE n.nspname = $1 AND c.relname = 'schema_versions'",
    [schema],
  );
  if (tables.length === 0) return 0;
  const [row] = await ask<{ readonly version: number | null }>('SELECT max(version) AS version FROM schema_versions');
  return row?.version ?? 0;
}
