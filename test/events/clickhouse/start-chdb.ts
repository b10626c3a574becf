import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, test } from 'vitest';
import { CHDB_FOLDER, hasChdb } from './install-chdb.ts';

/** For its start and its end on a machine that has other things to do, in ms. */
export const CHDB_PATIENCE = 120_000;

/** A ClickHouse of this test's own. */
export interface Chdb extends AsyncDisposable {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** Kills it; its data stays. */
  readonly kill: () => Promise<void>;
  /** Starts it again on the same data and port. */
  readonly restart: () => Promise<void>;
}

/**
 * Starts the real engine behind its HTTP interface, with its data in a temporary folder.
 *
 * @param cluster a name for two machines that it knows, and that are not there
 */
export async function startChdb({ cluster }: { readonly cluster?: string } = {}): Promise<Chdb> {
  const folder = mkdtempSync(join(tmpdir(), 'outrigger-chdb-'));
  let data = join(folder, 'data');
  if (cluster !== undefined) {
    const shard = '<shard><replica><host>localhost</host><port>1</port></replica></shard>';
    const servers = `<remote_servers><${cluster}>${shard}${shard}</${cluster}></remote_servers>`;
    writeFileSync(join(folder, 'config.xml'), `<clickhouse>${servers}</clickhouse>`);
    data += `?config-file=${join(folder, 'config.xml')}`;
  }
  let port = '0';
  const start = async () => {
    const server = spawn('python3', [join(import.meta.dirname, 'chdb-server.py'), CHDB_FOLDER, data, port], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await Promise.race([
      once(createInterface({ input: server.stdout }), 'line'),
      once(server, 'exit').then(([code]) => Promise.reject(new Error(`chdb ended with ${code}`))),
    ])) as unknown as readonly [string];
    port = line;
    return server;
  };
  let server = await start();
  const kill = async (): Promise<void> => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const ended = once(server, 'exit');
    server.kill('SIGKILL');
    await ended;
  };
  return {
    url: `http://127.0.0.1:${port}`,
    kill,
    async restart() {
      await kill();
      server = await start();
    },
    async [Symbol.asyncDispose]() {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A suite that needs ClickHouse. Where there is none it is skipped aloud; in CI that is a failure. */
export function describeWithChdb(name: string, suite: () => void): void {
  if (hasChdb()) {
    describe(name, suite);
    return;
  }
  const complaint = `SKIPPED ${name}: no ClickHouse in ${CHDB_FOLDER} (node test/events/clickhouse/install-chdb.ts)`;
  process.stderr.write(`${complaint}\n`);
  if (process.env.CI) {
    test(`${name} has its ClickHouse`, () => {
      throw new Error(complaint);
    });
  } else test.skip(name, () => {});
}
