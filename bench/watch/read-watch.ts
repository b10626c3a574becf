import { parseArgs } from 'node:util';
import { podLines } from './lines.ts';

// One reader in a process of its own; prints what it took: { changes, seconds, cpuSeconds, megabytes, laterMegabytes }.
const { values } = parseArgs({
  options: {
    reader: { type: 'string' },
    server: { type: 'string' },
    count: { type: 'string' },
    objects: { type: 'string' },
  },
});
const count = Number(values.count);
const pods = { group: '', version: 'v1', plural: 'pods' };
const readers: Readonly<Record<string, () => Promise<void>>> = { limit, reflector, informer, official, officialWatch };

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
  const lines = [...podLines(10_000, Number(values.objects))];
  start();
  for (let i = 0; i < count; i++) {
    JSON.parse(lines[i % lines.length] ?? '');
    count1();
  }
}

async function reflector(): Promise<void> {
  const { createClient, createReflector, directAccess, networkTransport } = await import('@outrigger/cluster');
  const server = values.server ?? '';
  const transport = networkTransport(directAccess(server));
  const over = new AbortController();
  const client = createClient({ transport });
  const { batches } = createReflector({ client, resource: pods, usesWatchList: false });
  await client.list(pods);
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
  await client.list(pods);
  start();
  await new Promise<void>((done) => {
    startInformer({ client, resource: pods, usesWatchList: false, signal }).subscribe(() => {
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
  await api.listPodForAllNamespaces();
  start();
  await new Promise<void>((done) => {
    const made = makeInformer(config, '/api/v1/pods', () => api.listPodForAllNamespaces());
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
    watch.watch('/api/v1/pods', { resourceVersion: '1' }, hear, fail).catch(fail);
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
