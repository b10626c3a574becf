import { existsSync, statSync } from 'node:fs';
import { type EventFilter, type EventStore, type Observation, openSqliteStore } from '@outrigger/events';

// node measure-questions.ts FILE ROWS: so many rows of one day, unless the file is there already, then questions as people ask them. Prints
// { gigabytes, writeSeconds, questions: { WHAT: [MEDIAN, P95, CPU, CPU_P95] } } in ms; CPU of the whole process, CPU_P95 of the thread that
// answers: where others take the processor away, as on a shared machine, the clock tells of them.
const [file = '', asked = ''] = process.argv.slice(2);
const rows = Number(asked);
const DAY = 86_400_000;
const BEFORE = 20;
const TIMES = 100;
const END = Date.parse('2026-11-21T00:00:00Z');
const isThere = existsSync(file);
const opened = openSqliteStore(file);
if ('unusable' in opened) throw new Error(opened.unusable);
const store: EventStore = opened;
let chance = 1;

const REASONS: readonly (readonly [reason: string, category: string, severity: string, text: string])[] = [
  ['Started', 'lifecycle', 'info', 'Started container <*>'],
  ['Pulled', 'image', 'info', 'Container image "<*>" already present on machine'],
  ['Scheduled', 'scheduling', 'info', 'Successfully assigned <*>'],
  ['Unhealthy', 'probe', 'warning', 'Readiness probe failed: HTTP probe failed with statuscode: 503'],
  ['BackOff', 'lifecycle', 'error', 'Back-off restarting failed container <*> in pod <*>'],
  ['FailedMount', 'storage', 'error', 'MountVolume.SetUp failed for volume "config" : configmap "<*>" not found'],
  ['Failed', 'image', 'error', 'Error: ImagePullBackOff'],
  ['Evicted', 'capacity', 'critical', 'The node was low on resource: memory. <*>'],
];

/** One for each reason, as the catalogue gives them. */
const CLASSES = new Map(
  REASONS.map(([reason, category, severity]) => [
    reason,
    { category, severity, rule: `pod/${reason}`, recovers: [], subclass: undefined } as unknown as Observation['class'],
  ]),
);

const began = performance.now();
for (let nth = 0; nth < (isThere ? 0 : rows); nth += 4096) {
  const size = Math.min(4096, rows - nth);
  await store.store({ observations: Array.from({ length: size }, (_, more) => observationOf(nth + more)) });
}
const writeSeconds = (performance.now() - began) / 1000;

const questions: Record<string, readonly [median: number, p95: number, cpu: number, cpuP95: number]> = {};
const page = (filter: EventFilter) => () => store.query(filter, { limit: 100 });
const hour = (): EventFilter => {
  const from = END - DAY + random() * 0.95 * DAY;
  return { from, until: from + DAY / 24 };
};
await measure('a page of all', page({}));
await measure('a page of a namespace', () => page({ namespaces: [`space-${some(200)}`] })());
await measure('a page of a namespace and a reason', () =>
  page({ namespaces: [`space-${some(200)}`], reasons: ['Failed'] })(),
);
await measure('a page of a workload', () => page({ workloads: [workloadOf(some(2000))] })());
await measure('a page of a pod', () => page({ names: [podOf(some(20_000))] })());
await measure('a page of a rare reason in an hour', () => page({ reasons: ['Evicted'], ...hour() })());
await measure('a page of a node, errors and worse', () => page({ nodes: [`node-${some(300)}`], severity: 'error' })());
await measure('a page of words', () => page({ text: `configmap app-${some(2000)}` })());
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
await store[Symbol.asyncDispose]();
process.stdout.write(JSON.stringify({ gigabytes: statSync(file).size / 1e9, writeSeconds, questions }));

async function measure(what: string, ask: () => Promise<unknown>): Promise<void> {
  // The first ones find nothing in memory, neither the file nor the code; a service has been asked before.
  for (let nth = 0; nth < BEFORE; nth++) await ask();
  const times: number[] = [];
  const worked: number[] = [];
  const cpu = process.cpuUsage();
  for (let nth = 0; nth < TIMES; nth++) {
    const start = performance.now();
    const before = process.threadCpuUsage();
    await ask();
    const after = process.threadCpuUsage(before);
    times.push(performance.now() - start);
    worked.push((after.user + after.system) / 1000);
  }
  const { user, system } = process.cpuUsage(cpu);
  const [median, p95] = [quantile(times, 0.5), quantile(times, 0.95)];
  questions[what] = [median, p95, (user + system) / 1000 / TIMES, quantile(worked, 0.95)];
}

function quantile(values: readonly number[], q: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * q)] ?? 0;
}

function observationOf(nth: number): Observation {
  const until = END - DAY + Math.floor((nth / rows) * DAY);
  // Few talk most.
  const pod = Math.floor(random() ** 2 * 20_000);
  const workload = Math.floor(pod / 10);
  const space = `space-${workload % 200}`;
  const [reason, category, severity, text] =
    REASONS[some(5000) === 0 ? REASONS.length - 1 : some(REASONS.length - 1)] ?? [];
  const node = `node-${pod % 300}`;
  const values = [`app-${workload}`, podOf(pod)];
  let at = 0;
  const message = (text ?? '').replace(/<\*>/g, () => values[at++] ?? '');
  const uid = `${drawn()}-${drawn().slice(4)}-4${drawn().slice(5)}-8${drawn().slice(5)}-${drawn()}${drawn().slice(4)}`;
  return {
    id: `${uid}:1`,
    cluster: 'bench',
    from: until,
    until,
    seenAt: until + some(2000),
    count: 1,
    type: severity === 'info' ? 'Normal' : 'Warning',
    reason: reason ?? '',
    message,
    action: '',
    about: {
      apiVersion: 'v1',
      kind: 'Pod',
      namespace: space,
      name: podOf(pod),
      uid: `0000${(0x1000 + pod).toString(16)}-0000-4000-8000-000000000000`,
      fieldPath: 'spec.containers{app}',
    },
    related: undefined,
    source: { component: 'kubelet', instance: node },
    origin: 'event',
    event: { namespace: space, name: `${podOf(pod)}.18e9ddf8${drawn()}`, uid, resourceVersion: String(1000 + nth) },
    isCensored: false,
    isCombined: false,
    class: CLASSES.get(reason ?? ''),
    metadata: {
      workload: { kind: 'Deployment', namespace: space, name: `app-${workload}` },
      node,
      zone: undefined,
      image: `registry.example.com/app-${workload}:1`,
      revision: '3',
      labels: {},
    },
    template: { id: `template-${reason}-${(category ?? '').length}${severity}`, text: text ?? '' },
  } as Observation;
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
