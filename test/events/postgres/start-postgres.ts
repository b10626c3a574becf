import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { openPostgresStore } from '@outrigger/events';
import { describe, test } from 'vitest';
import { freePort } from '../../free-port.ts';
import { postgresFolder } from './install-postgres.ts';

/** A PostgreSQL of this test's own. */
export interface Postgres extends AsyncDisposable {
  /** The address of a schema in it, by its socket. */
  readonly address: (schema: string) => string;
  /** The same by TCP, with a password. */
  readonly remote: (schema: string) => string;
  /** Its certificate. */
  readonly certificate: string;
  readonly port: number;
  /** What `psql` prints of a statement's rows. */
  readonly sql: (statement: string) => string;
  /** Kills it, and all who work for it; its data stays. */
  readonly kill: () => Promise<void>;
  /** Starts it again on the same data and port. */
  readonly restart: () => Promise<void>;
}

/** The password of `postgres`, which only TCP asks for. */
export const PASSWORD = 'a%b/c?d';

/** Starts one with its data and its socket in a temporary folder; as another user where this one is root, which it refuses. `others` are settings. */
export async function startPostgres(others: Readonly<Record<string, string>> = {}): Promise<Postgres> {
  const bin = postgresFolder() ?? '';
  const folder = mkdtempSync(join(tmpdir(), 'outrigger-postgres-'));
  const user = userOf();
  if (user !== undefined) chownSync(folder, user.uid, user.gid);
  const data = join(folder, 'data');
  const run = (file: string, args: readonly string[], input = ''): string => {
    const { status, stdout, stderr } = spawnSync(file, args, { ...user, encoding: 'utf8', cwd: folder, input });
    if (status !== 0) throw new Error(`${file} ended with ${status}: ${stderr}`);
    return stdout;
  };
  run(join(bin, 'initdb'), [
    '-D',
    data,
    '-U',
    'postgres',
    '-A',
    'trust',
    '--auth-host=scram-sha-256',
    '-E',
    'UTF8',
    '--no-locale',
    '-N',
  ]);
  const port = await freePort();
  // Its name is `localhost`, and it vouches for itself.
  const certificate = join(data, 'server.crt');
  run('openssl', [
    'req',
    '-x509',
    '-nodes',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:prime256v1',
    '-days',
    '2',
    '-subj',
    '/CN=localhost',
    '-addext',
    'subjectAltName=DNS:localhost',
    '-keyout',
    join(data, 'server.key'),
    '-out',
    certificate,
  ]);
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: folder,
    fsync: 'off',
    ssl: 'on',
    max_connections: '50',
    logging_collector: 'off',
    ...others,
  };
  const start = async () => {
    const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const server = spawn(join(bin, 'postgres'), ['-D', data, '-p', String(port), ...flags], {
      ...user,
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    for await (const line of createInterface({ input: server.stderr })) {
      if (line.includes('ready to accept connections')) break;
      if (line.includes('FATAL')) throw new Error(line);
    }
    server.stderr.resume();
    return server;
  };
  let server = await start();
  const sql = (statement: string): string =>
    run(
      join(bin, 'psql'),
      ['-h', folder, '-p', String(port), '-U', 'postgres', '-X', '-A', '-t', '-q', '-v', 'ON_ERROR_STOP=1'],
      statement,
    );
  sql(`ALTER USER postgres PASSWORD '${PASSWORD}'`);
  const kill = async (signal: NodeJS.Signals = 'SIGKILL'): Promise<void> => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const ended = once(server, 'exit');
    server.kill(signal);
    await ended;
  };
  return {
    address: (schema) =>
      `postgres://postgres@localhost:${port}/postgres?host=${encodeURIComponent(folder)}&schema=${schema}`,
    remote: (schema) =>
      `postgres://postgres:${encodeURIComponent(PASSWORD)}@127.0.0.1:${port}/postgres?schema=${schema}`,
    certificate,
    port,
    sql,
    kill: () => kill(),
    async restart() {
      await kill();
      server = await start();
    },
    async [Symbol.asyncDispose]() {
      await kill('SIGQUIT');
      rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}

/** Of the test's own store; throws when it cannot be had. */
export async function openStoreAt(address: string) {
  const store = await openPostgresStore(address);
  if ('unusable' in store) throw new Error(store.unusable);
  return store;
}

function userOf(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const idOf = (flag: string): number => Number(spawnSync('id', [flag, 'nobody'], { encoding: 'utf8' }).stdout);
  return { uid: idOf('-u'), gid: idOf('-g') };
}

/** A suite that needs PostgreSQL. Where there is none it is skipped aloud; in CI that is a failure. */
export function describeWithPostgres(name: string, suite: () => void): void {
  if (postgresFolder() !== undefined) {
    describe(name, suite);
    return;
  }
  const complaint = `SKIPPED ${name}: no PostgreSQL (node test/events/postgres/install-postgres.ts)`;
  process.stderr.write(`${complaint}\n`);
  if (process.env.CI) {
    test(`${name} has its PostgreSQL`, () => {
      throw new Error(complaint);
    });
  } else test.skip(name, () => {});
}
