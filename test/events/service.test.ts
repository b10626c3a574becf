import { type Client, clientOf, createLocal, machineClock } from '@outrigger/cluster';
import {
  createMemoryStore,
  type EventStore,
  type Observation,
  readConfiguration,
  remoteReader,
  runService,
} from '@outrigger/events';
import { expect, onTestFinished, test } from 'vitest';

const EVENTS = { group: '', version: 'v1', plural: 'events' };

function startCluster(): Client {
  const server = createLocal();
  onTestFinished(() => server.close());
  return clientOf(server, { username: 'outrigger', groups: ['system:masters'] });
}

function event(name: string, count = 1, namespace = 'default') {
  const time = new Date(Math.floor(Date.now() / 1000) * 1000).toISOString().replace('.000', '');
  return {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name, namespace },
    involvedObject: { apiVersion: 'v1', kind: 'Pod', namespace, name: 'web-1', uid: 'pod-1' },
    reason: 'BackOff',
    message: 'Back-off restarting failed container app in pod web-1',
    type: 'Warning',
    source: { component: 'kubelet', host: 'node-1' },
    firstTimestamp: time,
    lastTimestamp: time,
    count,
  };
}

async function configured(text: string) {
  const read = await readConfiguration(text, 'service.yaml');
  if (!read.ok) throw new Error(read.problems.map(({ message }) => message).join());
  return read.configuration;
}

async function start(
  clients: Readonly<Record<string, Client>>,
  store: EventStore,
  text: string,
  run = 'run',
  isShared = false,
) {
  const ending = new AbortController();
  const { promise, resolve } = Promise.withResolvers<readonly [string, string | undefined]>();
  const done = runService(
    {
      configuration: await configured(text),
      store,
      isShared,
      connect: async ({ name }) => clients[name] as Client,
      clock: machineClock,
      run,
      onListening: (url, health) => resolve([url, health]),
    },
    ending.signal,
  );
  const end = async () => {
    ending.abort();
    return await done;
  };
  onTestFinished(async () => {
    await end();
  });
  const [url, health] = await Promise.race([promise, done.then((why) => Promise.reject(new Error(why?.detail)))]);
  return { url, health, end, reader: remoteReader(url) };
}

async function countOf(reader: Pick<EventStore, 'aggregate'>): Promise<number> {
  const [all] = await reader.aggregate({ filter: {}, groupBy: [], metrics: ['count'] });
  return all?.count ?? 0;
}

const ONE = 'listen: { port: 0 }\nclusters: [{ name: east }]\n';

test('the service counts what a cluster tells, across restarts, each occurrence once', async () => {
  const client = startCluster();
  const store = createMemoryStore();
  await client.create(EVENTS, event('web-1.a', 3));
  const first = await start({ east: client }, store, ONE);
  await expect.poll(() => countOf(first.reader), { timeout: 8000 }).toBe(3);
  await first.end();

  const [kept] = (await client.list(EVENTS)).items;
  await client.update(EVENTS, { ...kept, count: 10 } as never);
  await client.create(EVENTS, event('web-1.b'));
  const second = await start({ east: client }, store, ONE, 'run-2');
  await expect.poll(() => countOf(second.reader), { timeout: 8000 }).toBe(11);
  const { items } = await second.reader.query({ reasons: ['BackOff'] }, { limit: 10 });
  expect(items[0]).toMatchObject({
    cluster: 'east',
    class: { category: 'lifecycle' },
    template: { text: expect.stringContaining('<*>') },
  });
});

test('what Kubernetes says by no Event is told from statuses, once, also across a restart', async () => {
  const client = startCluster();
  const pods = { group: '', version: 'v1', plural: 'pods' };
  const pod = await client.create(pods, {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web-1', namespace: 'default' },
    spec: { containers: [{ name: 'app', image: 'web:1' }] },
  });
  const store = createMemoryStore();
  const first = await start({ east: client }, store, ONE);
  await expect.poll(async () => (await fetch(`${first.url}/healthz`)).status, { timeout: 8000 }).toBe(200);
  const finishedAt = new Date(Math.floor(Date.now() / 1000) * 1000).toISOString().replace('.000', '');
  const lastState = {
    terminated: {
      reason: 'OOMKilled',
      exitCode: 137,
      startedAt: finishedAt,
      finishedAt,
      containerID: 'containerd://1',
    },
  };
  const container = { name: 'app', restartCount: 1, ready: true, image: 'web:1', imageID: '', state: {}, lastState };
  await client.subresource(
    pods,
    { namespace: 'default', name: 'web-1', subresource: 'status' },
    { method: 'PUT', body: { ...pod, status: { phase: 'Running', containerStatuses: [container] } } },
  );
  const synthesised = async (reader: Pick<EventStore, 'query'>) =>
    (await reader.query({ kinds: ['Pod'] }, { limit: 10 })).items
      .map(({ reason, count, origin }) => `${origin} ${reason} ${count}`)
      .toSorted();
  const said = ['synthesised ContainerOOMKilled 1', 'synthesised ContainerRestarted 1'];
  await expect.poll(() => synthesised(first.reader), { timeout: 8000 }).toEqual(said);
  await first.end();
  const second = await start({ east: client }, store, ONE, 'run-2');
  await client.create(EVENTS, event('web-1.later'));
  await expect.poll(() => synthesised(second.reader), { timeout: 8000 }).toEqual(['event BackOff 1', ...said]);
  // What is stored already would not be stored again; it does not even come.
  const counted = [
    ...(await (await fetch(`${second.url}/metrics`)).text()).matchAll(/^outrigger_events_occurrences_total.* (\d+)$/gm),
  ];
  expect(counted.map(([, count]) => count)).toEqual(['1']);
}, 30_000);

test('a live tail tells what is stored', async () => {
  const client = startCluster();
  const { reader, url } = await start({ east: client }, createMemoryStore(), ONE);
  await expect.poll(async () => (await fetch(`${url}/healthz`)).status, { timeout: 8000 }).toBe(200);
  const ending = new AbortController();
  const told: (Observation | 'missed')[] = [];
  const listening = (async () => {
    for await (const each of reader.tail({}, ending.signal)) told.push(each);
  })().catch(() => {});
  await expect
    .poll(async () => await (await fetch(`${url}/metrics`)).text(), { timeout: 8000 })
    .toContain('outrigger_events_tail_listeners 1');
  await client.create(EVENTS, event('web-1.a'));
  await expect.poll(() => told, { timeout: 8000 }).toMatchObject([{ reason: 'BackOff' }]);
  ending.abort();
  await listening;
});

test('metrics say what came and what was stored; health is told outside, and no event', async () => {
  const client = startCluster();
  await client.create(EVENTS, event('web-1.a', 3));
  const text = 'listen: { port: 0, health: "127.0.0.1:0" }\nclusters: [{ name: east }]\n';
  const { reader, health } = await start({ east: client }, createMemoryStore(), text);
  await expect.poll(() => countOf(reader), { timeout: 8000 }).toBe(3);
  const metrics = await (await fetch(`${health}/metrics`)).text();
  expect(metrics).toContain('outrigger_events_received_total{cluster="east"} 1');
  expect(metrics).toMatch(/outrigger_events_occurrences_total\{cluster="east",category="lifecycle",severity="\w+"\} 3/);
  expect((await fetch(`${health}/api/v1/events`)).status).toBe(404);
});

test('a store that is away for a while loses nothing', async () => {
  const client = startCluster();
  const kept = createMemoryStore();
  let failures = 2;
  const store: EventStore = {
    ...kept,
    store: (batch) =>
      batch.observations.length > 0 && failures-- > 0 ? Promise.reject(new Error('away')) : kept.store(batch),
  };
  const { reader, url } = await start({ east: client }, store, ONE);
  await client.create(EVENTS, event('web-1.a', 4));
  await expect.poll(() => countOf(reader), { timeout: 8000 }).toBe(4);
  expect(await (await fetch(`${url}/metrics`)).text()).toContain('outrigger_events_store_failures_total 2');
});

test('several clusters are told apart, and namespaces of one are read apart', async () => {
  const [east, west] = [startCluster(), startCluster()];
  await east.create(
    { group: '', version: 'v1', plural: 'namespaces' },
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } },
  );
  await east.create(EVENTS, event('a', 1));
  await east.create(EVENTS, event('b', 2, 'shop'));
  await west.create(EVENTS, event('c', 4));
  const text = 'listen: { port: 0 }\nclusters: [{ name: east, namespaces: [default, shop] }, { name: west }]\n';
  const store = createMemoryStore();
  const { reader } = await start({ east, west }, store, text);
  await expect.poll(() => countOf(reader), { timeout: 8000 }).toBe(7);
  const rows = await reader.aggregate({ filter: {}, groupBy: ['cluster', 'namespace'], metrics: ['count'] });
  expect(rows.map(({ group, count }) => `${group.cluster}/${group.namespace}: ${count}`).sort()).toEqual([
    'east/default: 1',
    'east/shop: 2',
    'west/default: 4',
  ]);
});

test('two replicas count each occurrence once, also when one goes', async () => {
  const client = startCluster();
  const store = createMemoryStore();
  const text = `${ONE}replicas: { namespace: default }\n`;
  const [a, b] = await Promise.all([
    start({ east: client, leases: client }, store, text, 'pod-a'),
    start({ east: client, leases: client }, store, text, 'pod-b'),
  ]);
  await client.create(EVENTS, event('web-1.a', 3));
  await expect.poll(() => countOf(a.reader), { timeout: 15_000 }).toBe(3);
  const held = await (await fetch(`${a.url}/metrics`)).text();
  const [going, staying] = held.includes('outrigger_events_shards_held 1') ? [a, b] : [b, a];
  await going.end();
  await client.create(EVENTS, event('web-1.b', 2));
  await expect.poll(() => countOf(staying.reader), { timeout: 15_000 }).toBe(5);
}, 40_000);

test('two that both believe to be the only one take turns, and count nothing twice', async () => {
  const client = startCluster();
  const store = createMemoryStore();
  const [a, b] = await Promise.all([
    start({ east: client }, store, ONE, 'pod-a'),
    start({ east: client }, store, ONE, 'pod-b'),
  ]);
  let published = 0;
  for (let nth = 0; nth < 30; nth++) {
    published += 3;
    await client.create(EVENTS, event(`web-1.${nth}`, 3));
    if (nth % 3 !== 0) continue;
    const [first] = (await client.list(EVENTS)).items;
    const { count } = first as { readonly count?: number };
    published += 5;
    await client.update(EVENTS, { ...first, count: (count ?? 0) + 5 } as never);
    await new Promise((later) => setTimeout(later, 100));
  }
  await expect.poll(() => countOf(a.reader), { timeout: 15_000 }).toBe(published);
  const texts = await Promise.all([a, b].map(async ({ url }) => await (await fetch(`${url}/metrics`)).text()));
  expect(texts.join()).toMatch(/superseded_total\{cluster="east"\} [1-9]/);
}, 40_000);

test('of replicas that share a store one deletes what is too old', async () => {
  const client = startCluster();
  const kept = createMemoryStore();
  let asked = 0;
  const store: EventStore = {
    ...kept,
    retain: (...of) => {
      asked++;
      return kept.retain(...of);
    },
  };
  const text = `${ONE}replicas: { leaseDuration: 2s }\nretention: { every: 300ms, maxAge: 1h }\n`;
  const both = await Promise.all(
    ['pod-a', 'pod-b'].map((run) => start({ east: client, leases: client }, store, text, run, true)),
  );
  await expect.poll(() => asked, { timeout: 15_000 }).toBeGreaterThan(3);
  const lines = async (): Promise<readonly string[]> =>
    await Promise.all(
      both.map(
        async ({ url }) =>
          /^outrigger_events_retention_last_run_seconds (.*)$/m.exec(
            await (await fetch(`${url}/metrics`)).text(),
          )?.[1] ?? '',
      ),
    );
  const before = await lines();
  await expect
    .poll(async () => (await lines()).filter((line, nth) => line !== before[nth]).length, { timeout: 15_000 })
    .toBe(1);
}, 40_000);

test('the port of another is told, not thrown', async () => {
  const client = startCluster();
  const { url } = await start({ east: client }, createMemoryStore(), ONE);
  const text = `listen: { port: ${new URL(url).port} }\nclusters: [{ name: east }]\n`;
  await expect(start({ east: client }, createMemoryStore(), text)).rejects.toThrow(/EADDRINUSE/);
});
