import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Client, createClient, directAccess, machineClock, networkTransport } from '@outrigger/cluster';
import {
  createClassifier,
  createCorrelator,
  createEnricher,
  createObserver,
  createTemplater,
  describeAll,
  type EventStore,
  openThreadedStore,
  runPipeline,
  runService,
  type StoreWorkers,
  topologyFromChanges,
  watchEvents,
} from '@outrigger/events';
import { keepHeapSmall } from '../../packages/outrigger/src/events/serve/keep-heap-small.ts';
import { bareStore } from './bare-store.ts';

// One reader of the load in a process of its own; prints what it took: { events, seconds, cpuSeconds, threadSeconds, secondHalf, megabytes }.
const { values } = parseArgs({
  options: {
    reader: { type: 'string' },
    server: { type: 'string' },
    count: { type: 'string' },
    folder: { type: 'string' },
    workers: { type: 'string', default: 'none' },
  },
});
const server = values.server ?? '';
const count = Number(values.count);
const workers = values.workers as StoreWorkers;
const folder = mkdtempSync(join(values.folder ?? tmpdir(), 'outrigger-bench-events-'));
const readers: Readonly<Record<string, () => Promise<void>>> = { limit, pipeline, service };

const reader = readers[values.reader ?? ''];
if (reader === undefined) throw new Error(`no reader ${values.reader}`);
const cpu = process.cpuUsage();
const threadStart = process.threadCpuUsage();
const start = performance.now();
let half: { readonly seen: number; readonly cpu: NodeJS.CpuUsage } | undefined;
await reader();
const { user, system } = process.cpuUsage(cpu);
const late = half && process.cpuUsage(half.cpu);
const threadCpu = process.threadCpuUsage(threadStart);
const seconds = (performance.now() - start) / 1000;
rmSync(folder, { recursive: true });
process.stdout.write(
  JSON.stringify({
    events: count,
    seconds,
    cpuSeconds: (user + system) / 1e6,
    systemSeconds: system / 1e6,
    // Of this thread: what does not go on while a batch is worked on.
    threadSeconds: (threadCpu.user + threadCpu.system) / 1e6,
    // By then V8 has compiled what it is going to compile, which at first takes about a second of other threads.
    secondHalf: half && late && { events: count - half.seen, cpuSeconds: (late.user + late.system) / 1e6 },
    megabytes: Math.round(process.memoryUsage.rss() / 1e6),
  }),
);
process.exit(0);

/** So many are durable. */
function stand(seen: number): void {
  if (half === undefined && seen * 2 >= count) half = { seen, cpu: process.cpuUsage() };
}

/** What anybody in this language has to do at least: the lines from the socket, JSON.parse, one bare table without an index. */
async function limit(): Promise<void> {
  const store = bareStore(join(folder, 'limit.db'));
  const answer = await fetch(`${server}/api/v1/events?watch=true`);
  let rest = '';
  let seen = 0;
  const decoder = new TextDecoder();
  for await (const chunk of answer.body ?? []) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    store.insert(lines.map((line) => JSON.parse(line)));
    seen += lines.length;
    stand(seen);
    if (seen >= count) break;
  }
  store.close();
}

/** All stages as `outrigger events serve` composes them, without objects to enrich from: the load has none. */
async function pipeline(): Promise<void> {
  using _heap = keepHeapSmall(process.env);
  const opened = await openThreadedStore(join(folder, 'events.db'), { workers });
  if ('unusable' in opened) throw new Error(opened.unusable);
  const store: EventStore = opened;
  const over = new AbortController();
  const client = createClient({ transport: networkTransport(directAccess(server)) });
  const observer = createObserver({ cluster: 'bench' });
  const classifier = createClassifier();
  const enricher = createEnricher();
  const templater = createTemplater();
  const topology = topologyFromChanges();
  const correlator = createCorrelator({ topologyOf: () => topology });
  let stored = 0;
  await runPipeline({
    source: watchEvents({ client, clock: machineClock, signal: over.signal }),
    observer,
    stages: [(events) => describeAll(events, { classifier, enricher, templater })],
    correlate: correlator.correlate,
    store,
    clock: machineClock,
    onStored({ observations }) {
      stored += observations.length;
      stand(stored);
      if (stored >= count - 1) over.abort();
    },
    onTrouble(error) {
      throw error;
    },
    mayGoAhead: () => workers === 'all',
    signal: over.signal,
  });
  if (stored < count - 1) throw new Error(`${stored} of ${count} events stored`);
  await store[Symbol.asyncDispose]();
}

/** All that `outrigger events serve` does: also what it keeps of incidents for its next start, its metrics and the live tail. */
async function service(): Promise<void> {
  using _heap = keepHeapSmall(process.env);
  const opened = await openThreadedStore(join(folder, 'service.db'), { workers });
  if ('unusable' in opened) throw new Error(opened.unusable);
  const over = new AbortController();
  let stored = 0;
  const store: EventStore = {
    ...opened,
    async store(batch) {
      await opened.store(batch);
      stored += batch.observations.length;
      stand(stored);
      if (stored >= count - 1) over.abort();
    },
  };
  await runService(
    {
      configuration: {
        listen: { port: 0 },
        clusters: [{ name: 'bench', eventTtl: 3_600_000 }],
        retention: { every: 600_000, exceptions: [] },
        labels: [],
        buffer: { maxBytes: 2 ** 20 },
      },
      store,
      connect: async () => onlyEvents(createClient({ transport: networkTransport(directAccess(server)) })),
      clock: machineClock,
      run: 'bench',
    },
    over.signal,
  );
  await opened[Symbol.asyncDispose]();
}

/** The load has no other objects, and says so by 404, after which they would be asked for again. */
function onlyEvents(client: Client): Client {
  const initialEnd = {
    type: 'BOOKMARK',
    object: { metadata: { resourceVersion: '1', annotations: { 'k8s.io/initial-events-end': 'true' } } },
  } as const;
  return {
    ...client,
    list: async (resource, selection, signal) =>
      resource.plural === 'events' ? client.list(resource, selection, signal) : { items: [], resourceVersion: '1' },
    async *watch(resource, options, signal) {
      if (resource.plural === 'events') return yield* client.watch(resource, options, signal);
      yield [initialEnd];
      if (!signal.aborted) await once(signal, 'abort');
    },
  };
}
