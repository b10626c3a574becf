import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type EventFilter,
  type EventStore,
  type Observation,
  playRecording,
  type RecordedChange,
} from '@outrigger/events';
import { someObservation } from '../../packages/events/src/store/testing/some-observation.ts';
import { openStoreAt, startPostgres } from '../../test/events/postgres/start-postgres.ts';

// node measure-postgres.ts ROWS [FOLDER]: a PostgreSQL of its own, which flushes each transaction to the disk. So many rows of one day by
// batches of 2048, then questions as people ask them; and the recorded stream of FOLDER through all stages. Prints
// { rowsPerSecond, bytesPerRow, questions: { WHAT: [MEDIAN, P95] }, recorded: { changes, rawBytes, bytes } } with times in ms.
const [asked = '', folder] = process.argv.slice(2);
const rows = Number(asked);
const DAY = 86_400_000;
const END = Date.parse('2026-11-21T00:00:00Z');
const REASONS = [
  ['Started', 'lifecycle', 'info', 'Started container app of'],
  ['Pulled', 'image', 'info', 'Container image already present for'],
  ['Scheduled', 'scheduling', 'info', 'Successfully assigned'],
  ['Unhealthy', 'probe', 'warning', 'Readiness probe failed: HTTP probe failed with statuscode: 503'],
  ['BackOff', 'lifecycle', 'error', 'Back-off restarting failed container app in pod'],
  ['FailedMount', 'storage', 'error', 'MountVolume.SetUp failed for volume "config" : configmap not found for'],
  ['Failed', 'image', 'error', 'Error: ImagePullBackOff'],
  ['Evicted', 'capacity', 'critical', 'The node was low on resource: memory.'],
] as const;

await using postgres = await startPostgres({ fsync: 'on', shared_buffers: '512MB', max_wal_size: '4GB' });
await using store = await openStoreAt(postgres.address('bench'));
let chance = 1;
let writing = 0;
const empty = await store.size();
for (let nth = 0; nth < rows; nth += 2048) {
  const size = Math.min(2048, rows - nth);
  const observations = Array.from({ length: size }, (_, more) => observationOf(nth + more));
  const start = performance.now();
  await store.store({ observations, checkpoints: { bench: nth } });
  writing += performance.now() - start;
}
const bytesPerRow = ((await store.size()) - empty) / rows;
postgres.sql('ANALYZE');
const questions: Record<string, readonly [median: number, p95: number]> = {};
const page = (filter: () => EventFilter) => () => store.query(filter(), { limit: 100 });
await measure(
  'a page of all',
  page(() => ({})),
);
await measure(
  'a page of a namespace',
  page(() => ({ namespaces: [`space-${some(200)}`] })),
);
await measure(
  'a page of a namespace and a reason',
  page(() => ({ namespaces: [`space-${some(200)}`], reasons: ['Failed'] })),
);
await measure(
  'a page of a workload',
  page(() => ({ workloads: [workloadOf(some(2000))] })),
);
await measure(
  'a page of a pod',
  page(() => ({ names: [podOf(some(20_000))] })),
);
await measure(
  'a page of a rare reason in an hour',
  page(() => ({ reasons: ['Evicted'], ...anHour() })),
);
await measure(
  'a page of a node, errors and worse',
  page(() => ({ nodes: [`node-${some(300)}`], severity: 'error' })),
);
await measure(
  'a page of words',
  page(() => ({ text: `configmap app-${some(2000)}` })),
);
const day = { from: END - DAY + 1234, until: END - 777 };
const group = (groupBy: Parameters<EventStore['aggregate']>[0]['groupBy'], windowMs?: number) => () =>
  store.aggregate({
    filter: day,
    groupBy,
    metrics: ['count', 'rate', 'first', 'last'],
    limit: 1000,
    ...(windowMs !== undefined && { windowMs }),
  });
await measure('24 hours by reason', group(['reason']));
await measure('24 hours by namespace and severity', group(['namespace', 'severity']));
await measure('24 hours by reason and hour', group(['reason'], DAY / 24));
await measure('24 hours by workload', group(['workload']));
await measure('24 hours by node', group(['node']));
const recorded = folder === undefined ? undefined : await playInto(folder);
process.stdout.write(
  `${JSON.stringify({ rowsPerSecond: rows / (writing / 1000), bytesPerRow, questions, recorded })}\n`,
);

async function playInto(from: string) {
  const read = (name: string): readonly RecordedChange[] =>
    readFileSync(join(from, name), 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as RecordedChange);
  const events = read('events.jsonl');
  await using into = await openStoreAt(postgres.address('recorded'));
  await playRecording({ events, objects: read('objects.jsonl') }, into);
  const lines = events.map(({ type, object }) => Buffer.byteLength(JSON.stringify({ type, object })) + 1);
  return { changes: events.length, rawBytes: lines.reduce((sum, length) => sum + length, 0), bytes: await into.size() };
}

async function measure(what: string, ask: () => Promise<unknown>): Promise<void> {
  const times: number[] = [];
  for (let nth = 0; nth < 42; nth++) {
    const start = performance.now();
    await ask();
    // The first ones find nothing in memory, neither the tables nor the code.
    if (nth >= 2) times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  questions[what] = [times[20] ?? 0, times[37] ?? 0];
}

function observationOf(nth: number): Observation {
  const until = END - DAY + Math.floor((nth / rows) * DAY);
  // Few talk most.
  const pod = Math.floor(random() ** 2 * 20_000);
  const workload = Math.floor(pod / 10);
  const space = `space-${workload % 200}`;
  const isRare = some(5000) === 0;
  const [reason, category, severity, text] =
    REASONS[isRare ? REASONS.length - 1 : some(REASONS.length - 1)] ?? REASONS[0];
  const node = `node-${pod % 300}`;
  const uid = `${drawn()}-${drawn().slice(4)}-4${drawn().slice(5)}-8${drawn().slice(5)}-${drawn()}${drawn().slice(4)}`;
  return someObservation({
    id: `${uid}:1`,
    cluster: 'bench',
    until,
    seenAt: until + some(2000),
    type: severity === 'info' ? 'Normal' : 'Warning',
    reason,
    message: `${text} ${podOf(pod)}`,
    about: {
      namespace: space,
      name: podOf(pod),
      uid: `0000${(0x1000 + pod).toString(16)}-0000-4000-8000-000000000000`,
    },
    source: { component: 'kubelet', instance: node },
    event: { namespace: space, name: `${podOf(pod)}.18e9ddf8${drawn()}`, uid, resourceVersion: String(1000 + nth) },
    class: { category, severity, rule: `pod/${reason}`, recovers: [], subclass: undefined },
    metadata: {
      workload: { kind: 'Deployment', namespace: space, name: `app-${workload}` },
      node,
      zone: undefined,
      image: `registry.example.com/app-${workload}:1`,
      revision: '3',
      labels: {},
    },
    template: { id: `template-${reason}`, text: `${text} <*>` },
  });
}

function anHour(): EventFilter {
  const from = END - DAY + random() * 0.95 * DAY;
  return { from, until: from + DAY / 24 };
}

function podOf(pod: number): string {
  return `app-${Math.floor(pod / 10)}-7d9fc5b${pod % 10}-x${(0x1000 + pod).toString(16)}`;
}

function workloadOf(workload: number): string {
  return `Deployment/space-${workload % 200}/app-${workload}`;
}

function some(count: number): number {
  return Math.floor(random() * count);
}

function drawn(): string {
  return Math.floor(random() * 2 ** 32)
    .toString(16)
    .padStart(8, '0');
}

/** The same for each run (mulberry32). */
function random(): number {
  chance = (chance + 0x6d2b79f5) >>> 0;
  let mixed = Math.imul(chance ^ (chance >>> 15), chance | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
}
