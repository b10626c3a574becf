import { parseArgs } from 'node:util';
import type { KubernetesListObject, KubernetesObject } from '@kubernetes/client-node';
import { changeLines, piecesOf, type Shape } from './lines.ts';

// One reader in a process of its own; prints what it took: { changes, seconds, cpuSeconds, megabytes, laterMegabytes }.
const { values } = parseArgs({
  options: {
    reader: { type: 'string' },
    server: { type: 'string' },
    count: { type: 'string' },
    objects: { type: 'string' },
    shape: { type: 'string' },
  },
});
const count = Number(values.count);
const shape = values.shape as Shape;
const resource = { group: '', version: 'v1', plural: shape };
const readers: Readonly<Record<string, () => Promise<void>>> = {
  limit,
  atHand,
  reflector,
  informer,
  official,
  officialWatch,
};

let halfway = 0;
let seen = 0;
let began = { cpu: process.cpuUsage(), at: performance.now() };
const reader = readers[values.reader ?? ''];
if (reader === undefined) throw new Error(`no reader ${values.reader}`);
await reader();
const { user, system } = process.cpuUsage(began.cpu);
process.stdout.write(
  JSON.stringify({
    changes: seen,
    seconds: (performance.now() - began.at) / 1000,
    cpuSeconds: (user + system) / 1e6,
    megabytes: halfway,
    laterMegabytes: heapNow(),
  }),
);
process.exit(0);

/** JSON.parse of the same lines, which are there already. */
async function limit(): Promise<void> {
  const lines = [...changeLines(shape, 2 * Number(values.objects), Number(values.objects))];
  start();
  for (let i = 0; i < count; i++) {
    JSON.parse(lines[i % lines.length] ?? '');
    count1();
  }
}

/** The reflector over bytes that are there already, in pieces as a socket gives them. */
async function atHand(): Promise<void> {
  const { createClient, createReflector } = await import('@outrigger/cluster');
  const pieces = piecesOf(changeLines(shape, count, Number(values.objects)), 64 * 1024);
  const checkpoint = { resourceVersion: '1', objects: [] };
  const transport = { send: async () => ({ status: 200, headers: {}, body: ReadableStream.from(pieces) }) };
  const { batches } = createReflector({ client: createClient({ transport }), resource, checkpoint });
  start();
  for await (const { changes } of batches(new AbortController().signal)) {
    for (const _change of changes) count1();
    if (seen >= count) break;
  }
}

async function reflector(): Promise<void> {
  const { createClient, createReflector, directAccess, networkTransport } = await import('@outrigger/cluster');
  const server = values.server ?? '';
  const transport = networkTransport(directAccess(server));
  const over = new AbortController();
  const client = createClient({ transport });
  const { batches } = createReflector({ client, resource, usesWatchList: false });
  await client.list(resource);
  start();
  for await (const { changes } of batches(over.signal)) {
    for (const _change of changes) count1();
    if (seen >= count) break;
  }
}

async function informer(): Promise<void> {
  const { createClient, directAccess, networkTransport, startInformer } = await import('@outrigger/cluster');
  const server = values.server ?? '';
  const transport = networkTransport(directAccess(server));
  const { signal } = new AbortController();
  const client = createClient({ transport });
  await client.list(resource);
  start();
  await new Promise<void>((done) => {
    startInformer({ client, resource, usesWatchList: false, signal }).subscribe(() => {
      count1();
      if (seen >= count) done();
    });
  });
}

/** The official client's informer, with all its listeners. */
async function official(): Promise<void> {
  const { CoreV1Api, makeInformer } = await import('@kubernetes/client-node');
  const config = await officialConfig();
  const api = config.makeApiClient(CoreV1Api);
  const list = async (): Promise<KubernetesListObject<KubernetesObject>> =>
    shape === 'pods' ? await api.listPodForAllNamespaces() : await api.listEventForAllNamespaces();
  await list();
  start();
  await new Promise<void>((done) => {
    const made = makeInformer(config, `/api/v1/${shape}`, list);
    const hear = (): void => {
      count1();
      if (seen >= count) done();
    };
    made.on('add', hear);
    made.on('update', hear);
    made.on('delete', hear);
    void made.start();
  });
}

/** Its bare watch: no list, no store. */
async function officialWatch(): Promise<void> {
  const { Watch } = await import('@kubernetes/client-node');
  const watch = new Watch(await officialConfig());
  start();
  await new Promise<void>((done, fail) => {
    const hear = (): void => {
      count1();
      if (seen >= count) done();
    };
    watch.watch(`/api/v1/${shape}`, { resourceVersion: '1' }, hear, fail).catch(fail);
  });
}

async function officialConfig() {
  const { KubeConfig } = await import('@kubernetes/client-node');
  const config = new KubeConfig();
  const cluster = { name: 'bench', server: values.server ?? '', skipTLSVerify: true };
  config.loadFromClusterAndUser(cluster, { name: 'bench' });
  return config;
}

/** What comes before (loading, making lines) does not count. */
function start(): void {
  began = { cpu: process.cpuUsage(), at: performance.now() };
}

function count1(): void {
  if (++seen === Math.floor(count / 2)) halfway = heapNow();
}

function heapNow(): number {
  globalThis.gc?.();
  return Math.round(process.memoryUsage().heapUsed / 1e6);
}
