import { ConnectionError, createClient, createLocal, inProcess } from '@outrigger/cluster';
import {
  createMemoryStore,
  createObserver,
  createSourceBuckets,
  type EventBatch,
  runPipeline,
  type StoreBatch,
  watchEvents,
  withTicks,
} from '@outrigger/events';
import { expect, test } from 'vitest';
import { createVirtualClock } from '../cluster/virtual-clock.ts';

const START = Date.parse('2026-11-20T10:00:00Z');
const MINUTE = 60_000;

const event = (number: number, at: number) => ({
  apiVersion: 'v1',
  kind: 'Event',
  metadata: {
    namespace: 'shop',
    name: `e.${number}`,
    uid: `u-${number}`,
    creationTimestamp: new Date(at).toISOString(),
  },
  involvedObject: { kind: 'Pod', namespace: 'shop', name: 'web' },
  reason: 'BackOff',
  message: 'Back-off',
  source: { component: 'kubelet' },
  firstTimestamp: new Date(at).toISOString(),
  lastTimestamp: new Date(at).toISOString(),
  count: 1,
  type: 'Warning',
});
const batchOf = (...numbers: readonly number[]): EventBatch => ({
  changes: numbers.map((number) => ({ type: 'ADDED', object: event(number, START) })),
  at: START,
  resourceVersion: String(numbers.at(-1)),
  isListed: false,
});

test('a store that is away stops the reading; what was in hand is stored when it is back', async () => {
  const clock = createVirtualClock();
  let read = 0;
  let isAway = true;
  const stored: number[] = [];
  const troubles: number[] = [];
  async function* source() {
    for (; read < 5; ) yield batchOf(read++);
  }
  const store = {
    async store({ observations }: StoreBatch) {
      if (isAway) throw new Error('away');
      stored.push(...observations.map(({ event }) => Number(event.name.slice(2))));
    },
  };
  const done = runPipeline({
    source: source(),
    observer: createObserver({ cluster: 'c' }),
    store,
    clock,
    random: () => 1,
    onTrouble: (_, failures) => troubles.push(failures),
    signal: new AbortController().signal,
  });
  await clock.runUntil(5 * MINUTE);
  expect({ read, stored }).toEqual({ read: 1, stored: [] });
  // 0.2 s, 0.4 s … and then every half minute.
  expect(troubles.length).toBeGreaterThan(10);
  expect(troubles.length).toBeLessThan(25);
  isAway = false;
  await clock.runUntil(7 * MINUTE);
  await done;
  expect(stored).toEqual([0, 1, 2, 3, 4]);
});

test('a source that says more than it may is delayed and counted, and nothing of it is lost', async () => {
  const clock = createVirtualClock();
  const buckets = createSourceBuckets({ burst: 10, perSecond: 1 });
  const storedAt: number[] = [];
  const done = runPipeline({
    source: Array.from({ length: 30 }, (_, number) => batchOf(number)),
    observer: createObserver({ cluster: 'c' }),
    buckets,
    store: { store: async () => void storedAt.push(Math.round(clock.now() / 1000)) },
    clock,
    signal: new AbortController().signal,
  });
  await clock.runUntil(MINUTE);
  await done;
  expect(storedAt.slice(0, 10)).toEqual(Array(10).fill(0));
  expect(storedAt.slice(10)).toEqual(Array.from({ length: 20 }, (_, nth) => nth + 1));
  expect(buckets.delayed()).toBe(20);
});

test('what is said beside Events is stored also while none come', async () => {
  const clock = createVirtualClock();
  const over = new AbortController();
  const store = createMemoryStore();
  // biome-ignore lint/correctness/useYield: nothing comes.
  async function* silent(): AsyncGenerator<EventBatch> {
    await clock.delay(10 * MINUTE, over.signal);
  }
  const [said] = createObserver({ cluster: 'c' }).observe(batchOf(1)).observations;
  const waiting = said === undefined ? [] : [said];
  const done = runPipeline({
    source: withTicks(silent(), { clock, everyMs: 1000, signal: over.signal }),
    observer: createObserver({ cluster: 'c' }),
    beside: () => waiting.splice(0),
    store,
    clock,
    signal: over.signal,
  });
  await clock.runUntil(1500);
  expect((await store.query({}, { limit: 10 })).items.map(({ reason }) => reason)).toEqual(['BackOff']);
  over.abort();
  await done;
});

test.each([
  ['shorter than Events live', 50, []],
  ['longer than that', 180, [{ why: 'expired', from: 0, until: 120 }]],
] as const)('when the server was out of reach for a time %s', async (_, away, gaps) => {
  const virtual = createVirtualClock();
  const clock = { now: () => START + virtual.now(), delay: virtual.delay };
  const server = createLocal({ now: () => new Date(clock.now()), delay: clock.delay, random: () => 0.5 });
  const over = new AbortController();
  const store = createMemoryStore();
  const good = inProcess(server, { username: 'reader', groups: ['system:masters'] });
  let isGone = false;
  const put = (number: number) => server.store.put('events', `shop/e.${number}`, event(number, clock.now()));
  const source = watchEvents({
    client: createClient({
      transport: {
        async send(request) {
          if (isGone) throw new ConnectionError('BROKEN', 'nobody is there');
          return await good.send(request);
        },
      },
      clock,
      random: () => 0.5,
    }),
    clock,
    random: () => 0.5,
    signal: over.signal,
  });
  const done = runPipeline({ source, observer: createObserver({ cluster: 'c' }), store, clock, signal: over.signal });
  await virtual.runUntil(1000);
  put(1000);
  await virtual.runUntil(2000);
  isGone = true;
  for (let minute = 0; minute < away; minute++) {
    if (away - minute <= 50) put(minute);
    // It has expired before anybody can read it: truth that is out of reach, in the gap.
    if (away > 60 && minute === 10) put(2000);
    await virtual.runUntil(2000 + (minute + 1) * MINUTE);
  }
  server.store.compact(server.store.version());
  isGone = false;
  await virtual.runUntil((away + 10) * MINUTE);
  over.abort();
  await done;
  const { items } = await store.query({}, { limit: 1000 });
  expect(items).toHaveLength(51);
  expect(items.map(({ event }) => event.name)).not.toContain('e.2000');
  const found = (await store.gaps({})).filter(({ why }) => why !== 'first-start');
  expect(
    found.map(({ why, from, until }) => ({
      why,
      from: Math.round((from - START) / MINUTE),
      until: Math.round((until - START) / MINUTE),
    })),
  ).toEqual(gaps);
});
