import { readFileSync } from 'node:fs';

/** Where a store is in a PostgreSQL. */
export interface PostgresAddress {
  /** A name, an address, or the folder of a socket. */
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  /** From `~/.pgpass` where it is left out. */
  readonly password: string | undefined;
  /** The tables are in it. */
  readonly schema: string;
  readonly ssl: false | { readonly rejectUnauthorized: boolean; readonly ca?: string; readonly checkName: boolean };
}

/** Why a text is no address; never with its password. */
export interface BadPostgresAddress {
  readonly bad: string;
}

/**
 * Reads `postgres://USER:PASSWORD@HOST:PORT/DATABASE?schema=NAME&sslmode=verify-full&sslrootcert=FILE`, as other clients write it. What it
 * leaves out `PGHOST`, `PGPORT`, `PGUSER`, `PGPASSWORD`, `PGDATABASE`, `PGSSLMODE` and `PGSSLROOTCERT` say.
 */
export function readPostgresAddress(
  text: string,
  env: Readonly<Record<string, string | undefined>>,
): PostgresAddress | BadPostgresAddress {
  if (!URL.canParse(text)) return { bad: 'it is no address: write postgres://USER@HOST:5432/DATABASE' };
  const url = new URL(text);
  if (!/^postgres(?:ql)?:$/.test(url.protocol)) return { bad: `it begins with ${url.protocol}, not with postgres://` };
  const { host, schema = 'outrigger', sslmode, sslrootcert, ...others } = Object.fromEntries(url.searchParams);
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) return { bad: `"${unknown}" is no setting: there are host, schema, sslmode, sslrootcert` };
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(schema))
    return { bad: `"${schema}" is no name of a schema: small letters, digits, _` };
  const user = decoded(url.username) || env.PGUSER || env.USER || 'postgres';
  const port = Number(url.port || env.PGPORT || 5432);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) return { bad: `there is no port ${port}` };
  const ssl = readTls(sslmode ?? env.PGSSLMODE ?? 'disable', sslrootcert ?? env.PGSSLROOTCERT);
  if (typeof ssl === 'object' && 'bad' in ssl) return ssl;
  return {
    host: host ?? (decoded(url.hostname).replace(/^\[(.*)\]$/, '$1') || env.PGHOST || '127.0.0.1'),
    port,
    database: decoded(url.pathname.slice(1)) || env.PGDATABASE || user,
    user,
    password: decoded(url.password) || env.PGPASSWORD || undefined,
    schema,
    ssl,
  };
}

/** In libpq's words (PostgreSQL's documentation, 34.19): `require` asks for no certificate that anybody vouches for. */
function readTls(mode: string, file: string | undefined): PostgresAddress['ssl'] | BadPostgresAddress {
  if (mode === 'disable') return false;
  if (!/^(?:require|verify-ca|verify-full)$/.test(mode)) {
    return { bad: `"${mode}" is no sslmode here: there are disable, require, verify-ca, verify-full` };
  }
  let ca: string | undefined;
  try {
    ca = file === undefined ? undefined : readFileSync(file, 'utf8');
  } catch (error) {
    return { bad: `${file} cannot be read: ${(error as NodeJS.ErrnoException).code}` };
  }
  // With a certificate to go by, libpq checks it for `require` as well.
  const rejectUnauthorized = mode !== 'require' || ca !== undefined;
  return { rejectUnauthorized, checkName: mode === 'verify-full', ...(ca !== undefined && { ca }) };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
