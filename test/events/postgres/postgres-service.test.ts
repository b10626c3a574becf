import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MIXED } from '../../../packages/events/src/store/testing/store-cases.ts';
import { runMain } from '../../command/run-main.ts';
import { createTalk } from '../service/create-talk.ts';
import { startCluster, startServe } from '../service/start-serve.ts';
import { describeWithPostgres, openStoreAt, PASSWORD, type Postgres, startPostgres } from './start-postgres.ts';

const PATIENCE = { timeout: 60_000, interval: 300 };

describeWithPostgres('outrigger events serve with PostgreSQL', () => {
  let postgres: Postgres;
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres[Symbol.asyncDispose]());

  const countIn = async (address: string): Promise<number> => {
    await using store = await openStoreAt(address);
    const [all] = await store.aggregate({ filter: { types: ['Warning', 'Normal'] }, groupBy: [], metrics: ['count'] });
    return all?.count ?? 0;
  };
  const rowsIn = (schema: string): number => Number(postgres.sql(`SELECT sum(occurrences) FROM ${schema}.events`));

  test('counts each occurrence once, though the service is killed, PostgreSQL is away for a while, then a replica is killed', async () => {
    const address = postgres.remote('service');
    const cluster = await startCluster();
    const config = join(cluster.folder, 'service.yaml');
    // The password is not in the file.
    const named = address.replace(/:[^:@/]+@/, '@');
    writeFileSync(config, `clusters: [{ name: c }]\nstore: ${named}\nreplicas: { leaseDuration: 2s }\n`);
    const replica = (name: string) =>
      startServe(cluster, ['--config', config], {
        POD_NAME: name,
        PGPASSWORD: PASSWORD,
        XDG_STATE_HOME: join(cluster.folder, name),
      });
    const talk = createTalk(cluster.server.store, 11);
    const speak = async (rounds: number) => {
      for (let nth = 0; nth < rounds; nth++) {
        talk.say(30);
        await new Promise((later) => setTimeout(later, 50));
      }
    };

    let first = await replica('pod-a');
    await speak(20);
    await first.end('SIGKILL');
    await speak(5);
    first = await replica('pod-a');
    await expect.poll(() => countIn(address), PATIENCE).toBe(talk.published());

    await postgres.kill();
    await speak(20);
    // It waits on the disk, and the service says so without the password.
    await expect.poll(first.stderr, PATIENCE).toMatch(/the store: .*trying again/);
    await postgres.restart();
    await expect.poll(() => countIn(address), PATIENCE).toBe(talk.published());
    expect(first.stderr()).not.toContain(PASSWORD);

    const second = await replica('pod-b');
    await speak(5);
    await first.end('SIGKILL');
    await speak(10);
    await expect.poll(() => countIn(address), PATIENCE).toBe(talk.published());
    expect(await second.end('SIGTERM')).toBe(0);
    expect([await countIn(address), rowsIn('service')]).toEqual([talk.published(), talk.published()]);
  }, 240_000);

  test('the questions read it by its address', async () => {
    const address = postgres.address('asked');
    await using store = await openStoreAt(address);
    await store.store({ observations: MIXED });
    const counted = await runMain([
      'events',
      'aggregate',
      '--store',
      address,
      '--group-by',
      'reason',
      '--metrics',
      'count',
      '-o',
      'csv',
    ]);
    expect(counted).toMatchObject({ exitCode: 0 });
    expect(counted.stdout).toContain('BackOff,10\r\nPulled,3\r\n');
    const found = await runMain(['events', 'query', '--store', address, '--text', 'PRESENT contain', '-o', 'csv']);
    expect(found.stdout.trimEnd().split('\r\n')).toEqual([expect.any(String), expect.stringContaining('Pulled')]);
  });

  test.each([
    [
      'a wrong password',
      (right: string) => right.replace(/:[^:@/]+@/, ':secret-word@'),
      2,
      'password authentication failed',
    ],
    ['a database that is not there', (right: string) => right.replace('/postgres?', '/nowhere?'), 2, 'does not exist'],
    ['nobody who answers', () => 'postgres://me:secret-word@127.0.0.1:1/db', 3, 'ECONNREFUSED'],
    ['an unknown setting', () => 'postgres://me:secret-word@127.0.0.1/db?sslmod=on', 2, 'no setting'],
    ['a sslmode that it has not', () => 'postgres://me:secret-word@127.0.0.1/db?sslmode=prefer', 2, 'no sslmode'],
  ])('%s is told with what to do, and never with a password', async (_, address, exitCode, words) => {
    const run = await runMain(['events', 'query', '--store', address(postgres.remote('service'))]);
    expect(run).toMatchObject({ exitCode, stdout: '' });
    expect(run.stderr).toContain(words);
    expect(run.stderr).toContain('PGPASSWORD');
    expect(run.stderr).not.toMatch(/secret-word|a%25b/);
  });
});
