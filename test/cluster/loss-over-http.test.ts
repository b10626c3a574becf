import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createClient,
  createLocal,
  createReflector,
  directAccess,
  type LocalServer,
  type Misbehaviour,
  networkTransport,
  openSqliteStore,
  serveHttp,
} from '@outrigger/cluster';
import { expect, test } from 'vitest';
import { createChance } from './loss/chance.ts';
import { createChangingObjects } from './loss/changing-objects.ts';
import { createReader } from './loss/reader.ts';

const ROUNDS = 60;
const CHANGES = 500;
const watches = (probability: number, seed: number) =>
  ({ verbs: ['watch'], resources: ['configmaps'], probability, seed }) as const;
const TROUBLES: readonly Misbehaviour[] = [
  { act: 'cut', afterLines: 120, when: watches(0.3, 1) },
  { act: 'stall', afterLines: 60, when: watches(0.1, 2) },
  { act: 'end', when: watches(0.2, 3) },
  { act: 'refuse', code: 410, inStream: true, afterLines: 30, when: watches(0.1, 4) },
  { act: 'refuse', code: 500, when: watches(0.1, 5) },
  { act: 'compact', when: watches(0.1, 6) },
];

test('over real connections, from a server that misbehaves, is killed and comes back from its file, nothing is lost and nothing doubled', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'outrigger-loss-'));
  const random = createChance(11);
  let server = open(folder);
  let http = await serveHttp(server, 0);
  const port = Number(new URL(http.url).port);
  const store = {
    get: (...of: Parameters<LocalServer['store']['get']>) => server.store.get(...of),
    put: (...of: Parameters<LocalServer['store']['put']>) => server.store.put(...of),
    remove: (...of: Parameters<LocalServer['store']['remove']>) => server.store.remove(...of),
    version: () => server.store.version(),
  };
  const maker = createChangingObjects(store, { alive: 200, random });
  const reader = createReader(1_000_000);
  const { metrics, batches } = createReflector({
    client: createClient({ transport: networkTransport(directAccess(http.url, 'T')) }),
    resource: { group: '', version: 'v1', plural: 'configmaps' },
    // What the server has by itself is no news of the maker's.
    selection: { fieldSelector: 'metadata.name!=kube-root-ca.crt' },
    pageSize: 50,
    timing: { silenceMs: 200, quickEndMs: 50, backOff: { baseMs: 10, capMs: 100 } },
  });
  const over = new AbortController();
  let reached: { readonly version: number; readonly done: () => void } | undefined;
  const reading = (async () => {
    for await (const batch of batches(over.signal)) {
      reader.take(batch);
      if (reached !== undefined && reader.resourceVersion() >= reached.version) reached.done();
    }
  })();
  const caughtUp = (version: number): Promise<void> =>
    new Promise((done) => {
      reached = { version, done };
      if (reader.resourceVersion() >= version) done();
    });

  for (let round = 0; round < ROUNDS; round++) {
    for (let i = 0; i < CHANGES; i++) maker.change(reader.resourceVersion());
    const version = store.version();
    if (round % 4 === 3) {
      await http.close();
      server.close();
      server = open(folder);
      http = await serveHttp(server, port);
    }
    await caughtUp(version);
  }
  over.abort();
  await reading;
  await http.close();
  server.close();
  rmSync(folder, { recursive: true });

  const { created, deleted, sum, doubled } = reader.seen();
  expect(doubled).toEqual([]);
  expect({ created, deleted, sum }).toEqual(maker.made);
  expect(reader.counts()).toEqual(maker.counts());
  // Fifteen restarts forget the past, and cuts, ends and refusals begin watches anew.
  expect(metrics().lists).toBeGreaterThan(10);
  expect(metrics().watches).toBeGreaterThan(30);
}, 120_000);

function open(folder: string): LocalServer {
  const store = openSqliteStore(join(folder, 'cluster.db'));
  if ('unusable' in store) throw new Error(store.unusable);
  const server = createLocal({ token: 'T', store });
  server.misbehave(TROUBLES);
  return server;
}
