/** Where a store is in a ClickHouse. */
export interface ClickHouseAddress {
  /** `http://127.0.0.1:8123` */
  readonly url: string;
  readonly database: string;
  readonly username: string;
  readonly password: string;
  /** Of `system.clusters`: tables are sharded and replicated. */
  readonly cluster: string | undefined;
  /** Of the server, for each request: `insert_quorum`. */
  readonly settings: Readonly<Record<string, string>>;
}

/** Why a text is no address; never with its password. */
export interface BadAddress {
  readonly bad: string;
}

/**
 * Reads `clickhouse://USER:PASSWORD@HOST:PORT/DATABASE?secure=true&cluster=NAME&SETTING=VALUE`, as other clients write it. User and
 * password are those of `CLICKHOUSE_USER` and `CLICKHOUSE_PASSWORD` where it has none.
 */
export function readClickHouseAddress(
  text: string,
  env: Readonly<Record<string, string | undefined>>,
): ClickHouseAddress | BadAddress {
  if (!URL.canParse(text)) return { bad: 'it is no address: write clickhouse://HOST:8123/DATABASE' };
  const { protocol, hostname, port, pathname, searchParams, username, password } = new URL(text);
  if (protocol !== 'clickhouse:') return { bad: `it begins with ${protocol}//, not with clickhouse://` };
  if (hostname === '') return { bad: 'it names no host: write clickhouse://HOST:8123/DATABASE' };
  const { secure, cluster, ...settings } = Object.fromEntries(searchParams);
  if (secure !== undefined && secure !== 'true' && secure !== 'false') return { bad: 'secure is true or false' };
  const database = pathname.slice(1) || 'outrigger';
  for (const name of [database, cluster ?? 'x', ...Object.keys(settings)]) {
    // They stand in statements as they are.
    if (!/^\w{1,64}$/.test(name)) return { bad: `${JSON.stringify(name)} is no name: letters, digits and _` };
  }
  const credentials = decoded([username, password]);
  if (credentials === undefined) return { bad: 'user or password has a percent sign that is not written as %25' };
  const [user, secret] = credentials;
  return {
    url: `${secure === 'true' ? 'https' : 'http'}://${hostname}:${port || (secure === 'true' ? 8443 : 8123)}`,
    database,
    username: user || env.CLICKHOUSE_USER || 'default',
    password: secret || env.CLICKHOUSE_PASSWORD || '',
    cluster,
    settings,
  };
}

function decoded([user = '', password = '']: readonly string[]): readonly [string, string] | undefined {
  try {
    return [decodeURIComponent(user), decodeURIComponent(password)];
  } catch {
    return undefined;
  }
}
