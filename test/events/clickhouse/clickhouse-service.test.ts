import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openClickHouseStore } from '@outrigger/events';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTalk } from '../service/create-talk.ts';
import { startCluster, startServe } from '../service/start-serve.ts';
import { CHDB_PATIENCE, type Chdb, describeWithChdb, startChdb } from './start-chdb.ts';

const PATIENCE = { timeout: 60_000, interval: 300 };

describeWithChdb('outrigger events serve with ClickHouse', () => {
  let chdb: Chdb;
  beforeAll(async () => {
    chdb = await startChdb();
  }, CHDB_PATIENCE);
  afterAll(() => chdb[Symbol.asyncDispose](), CHDB_PATIENCE);

  const countIn = async (address: string): Promise<number> => {
    const store = await openClickHouseStore(address);
    if ('unusable' in store) throw new Error(store.unusable);
    try {
      const filter = { types: ['Warning', 'Normal'] };
      const [all] = await store.aggregate({ filter, groupBy: [], metrics: ['count'] });
      return all?.count ?? 0;
    } finally {
      await store[Symbol.asyncDispose]();
    }
  };

  test('counts each occurrence once, though the service is killed, then the server, then a replica that shares it', async () => {
    const address = `${chdb.url.replace('http:', 'clickhouse:')}/service`;
    const cluster = await startCluster();
    const config = join(cluster.folder, 'service.yaml');
    writeFileSync(config, `clusters: [{ name: c }]\nstore: ${address}\nreplicas: { leaseDuration: 2s }\n`);
    const replica = (name: string) =>
      startServe(cluster, ['--config', config], { POD_NAME: name, XDG_STATE_HOME: join(cluster.folder, name) });
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

    await chdb.kill();
    await speak(20);
    await chdb.restart();
    await expect.poll(() => countIn(address), PATIENCE).toBe(talk.published());

    const second = await replica('pod-b');
    await speak(5);
    await first.end('SIGKILL');
    await speak(10);
    await expect.poll(() => countIn(address), PATIENCE).toBe(talk.published());
    expect(await second.end('SIGTERM')).toBe(0);
    expect(await countIn(address)).toBe(talk.published());
  }, 240_000);
});
