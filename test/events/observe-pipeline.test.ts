import { ConnectionError, createClient, createLocal, inProcess } from '@outrigger/cluster';
import {
  createMemoryStore,
  createObserver,
  createSourceLimiter,
  type EventBatch,
  restoreObserver,
  runPipeline,
  type StoreBatch,
  watchEvents,
  withTicks,
} from '@outrigger/events';
import { describe, expect, test } from 'vitest';
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

describe('a source that says more than it may', () => {
  const limit = { burst: 10, perSecond: 1 };

  test('is delayed and counted, and nothing of it is lost', async () => {
    const clock = createVirtualClock();
    const limiter = createSourceLimiter(limit);
    const storedAt: number[] = [];
    const { signal } = new AbortController();
    const done = runPipeline({
      source: limiter.limit(
        Array.from({ length: 30 }, (_, number) => batchOf(number)),
        { clock, signal },
      ),
      observer: createObserver({ cluster: 'c' }),
      store: {
        store: async ({ observations }) =>
          void storedAt.push(...observations.map(() => Math.round(clock.now() / 1000))),
      },
      clock,
      signal,
    });
    await clock.runUntil(MINUTE);
    await done;
    expect(storedAt).toEqual([...Array(10).fill(0), ...Array.from({ length: 20 }, (_, nth) => nth + 1)]);
    expect([limiter.delayed(), limiter.waiting()]).toEqual([20, 0]);
  });

  test('is not waited for by others, and what it says stays in order', async () => {
    const clock = createVirtualClock();
    const { seen } = play(clock, [
      said('loud', 0, 15),
      said('quiet', 15, 1),
      said('loud', 16, 3),
      said('quiet', 19, 1),
    ]);
    await clock.runUntil(1);
    expect(seen()).toEqual({ loud: count(10), quiet: [15, 19] });
    await clock.runUntil(MINUTE);
    expect(seen().loud).toEqual([...count(15), 16, 17, 18]);
  });

  test('has its last words read again by who begins anew: no batch says a version behind what waits', async () => {
    const clock = createVirtualClock();
    const { versions } = play(clock, [said('loud', 0, 10), said('loud', 10, 2), said('quiet', 12, 1)]);
    await clock.runUntil(1_500);
    // Ten have passed, two wait, a quiet one comes; then one of the two has gone.
    expect(versions()).toEqual(['9', '9', '9', '9']);
    await clock.runUntil(MINUTE);
    expect(versions().at(-1)).toBe('12');
  });

  test('is counted exactly by who goes on after an end in the middle of it', async () => {
    const virtual = createVirtualClock();
    const clock = { now: () => START + virtual.now(), delay: virtual.delay };
    const server = createLocal({ now: () => new Date(clock.now()), delay: clock.delay, random: () => 0.5 });
    const transport = inProcess(server, { username: 'reader', groups: ['system:masters'] });
    const client = createClient({ transport, clock, random: () => 0.5 });
    const store = createMemoryStore();
    const follow = async (signal: AbortSignal) => {
      const saved = await restoreObserver('c', store.checkpoint);
      const limiter = createSourceLimiter(limit);
      const source = watchEvents({ client, clock, random: () => 0.5, saved, signal });
      await runPipeline({
        source: limiter.limit(source, { clock, resourceVersion: saved?.resourceVersion, signal }),
        observer: createObserver({ cluster: 'c', ...(saved && { saved }) }),
        store,
        clock,
        signal,
      });
      return limiter.waiting();
    };
    const first = new AbortController();
    const followed = follow(first.signal);
    await virtual.runUntil(1000);
    for (let number = 0; number < 60; number++)
      server.store.put('events', `shop/e.${number}`, event(number, clock.now()));
    await virtual.runUntil(5000);
    first.abort();
    expect(await followed).toBeGreaterThan(40);
    const second = new AbortController();
    const again = follow(second.signal);
    await virtual.runUntil(2 * MINUTE);
    second.abort();
    await again;
    const { items } = await store.query({}, { limit: 1000 });
    expect(items.map(({ event }) => Number(event.name.slice(2))).toSorted((a, b) => a - b)).toEqual(count(60));
  });

  test('stops the reading when too much of it waits', async () => {
    const clock = createVirtualClock();
    const { read, limiter } = play(
      clock,
      Array.from({ length: 100 }, (_, nth) => said('loud', nth * 5, 5)),
      20,
    );
    await clock.runUntil(100);
    expect([read() < 12, limiter.waiting() <= 25]).toEqual([true, true]);
    await clock.runUntil(10 * MINUTE);
    expect([read(), limiter.waiting()]).toEqual([100, 0]);
  });

  test('does not wait in a list: that says what is there, and not how fast it was said', async () => {
    const clock = createVirtualClock();
    const { seen, limiter } = play(clock, [{ ...said('loud', 0, 500), isListed: true }]);
    await clock.runUntil(1);
    expect([seen().loud?.length, limiter.delayed()]).toEqual([500, 0]);
  });

  function said(component: string, from: number, times: number): EventBatch {
    const changes = count(times).map((nth) => ({
      type: 'ADDED',
      object: { metadata: { namespace: 'shop', name: String(from + nth) }, source: { component } },
    }));
    return { changes, at: 0, resourceVersion: String(from + times - 1), isListed: false };
  }

  function play(clock: ReturnType<typeof createVirtualClock>, batches: readonly EventBatch[], mostWaiting = 1000) {
    const limiter = createSourceLimiter({ ...limit, mostWaiting });
    const taken: EventBatch[] = [];
    let read = 0;
    function* source() {
      for (const batch of batches) {
        read++;
        yield batch;
      }
    }
    void (async () => {
      for await (const batch of limiter.limit(source(), { clock, signal: new AbortController().signal }))
        taken.push(batch);
    })();
    const seen = (): Readonly<Record<string, readonly number[]>> => {
      const words = taken.flatMap(({ changes }) => changes.map(({ object }) => object as Words));
      const by = Object.groupBy(words, ({ source: { component } }) => component);
      return Object.fromEntries(
        Object.entries(by).map(([component, of = []]) => [component, of.map(({ metadata }) => Number(metadata.name))]),
      );
    };
    return { limiter, seen, read: () => read, versions: () => taken.map(({ resourceVersion }) => resourceVersion) };
  }

  interface Words {
    readonly metadata: { readonly name: string };
    readonly source: { readonly component: string };
  }

  function count(to: number): readonly number[] {
    return Array.from({ length: to }, (_, nth) => nth);
  }
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
