import {
  type AdmissionRules,
  type Admitting,
  createEndpointBook,
  createPicker,
  createPrefixIndex,
  FLOW_LIMITS,
  type FlowLimits,
  hashPrefix,
  type InferenceRequest,
  keepAdmitting,
  NO_PREFIX,
  type Stop,
  settleBudgets,
  shedNone,
  shedSheddable,
  utilization,
  weighted,
} from '@outrigger/inference';
import { beforeEach, describe, expect, test } from 'vitest';
import { sender } from './sent-requests.ts';

const FLOW: AdmissionRules = { saturation: utilization(), shedding: shedSheddable, flow: FLOW_LIMITS };
const SHORT: FlowLimits = { ...FLOW_LIMITS, band: { ...FLOW_LIMITS.band, ttlMs: 6_000 } };
const ADDRESS = '10.0.0.1:8000';

let now = 0;
let timers: { readonly at: number; readonly what: () => void }[] = [];
let book = createEndpointBook();
let told: (readonly [reason: string, waitedMs: number])[] = [];

beforeEach(() => {
  now = 0;
  timers = [];
  told = [];
  book = createEndpointBook();
  book.set([{ address: ADDRESS, rank: 0 }]);
  queueOf(0);
});

describe('a picker that admits', () => {
  test('makes no promise while nothing has to wait', () => {
    expect(admitting(FLOW).admit(request(), new AbortController().signal)).toBeUndefined();
    expect(timers).toEqual([]);
  });

  test('lets wait until there is room, and then go one at a time: each sees the pool with those before it', async () => {
    queueOf(5);
    const picks = picker(admitting(FLOW));
    const verdicts = Array.from({ length: 8 }, () => settled(picks()));
    queueOf(2);
    await pass(10);
    // Two wait at the server; each that is sent is one more until the server tells: five are full.
    expect(verdicts.map(({ value }) => value !== undefined && 'to' in value)).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
      false,
      false,
    ]);
    queueOf(0);
    await pass(10);
    expect(verdicts.filter(({ value }) => value !== undefined)).toHaveLength(8);
    expect(timers).toEqual([]);
  });

  test.each([
    ['with endpoints', 429, 'rejected-ttl-expired', true],
    ['without any', 503, 'rejected-no-endpoints', false],
  ])('ends what has waited too long, %s', async (_, status, reason, isUp) => {
    queueOf(5);
    const waits = settled(admitting(FLOW).admit(request(), new AbortController().signal));
    book.reached(ADDRESS, isUp);
    await pass(59_990);
    expect(waits.value).toBeUndefined();
    await pass(20);
    expect(waits.value).toMatchObject({ status, reason });
    expect(told).toEqual([[reason, 60_000]]);
  });

  test('answers 503 at once while the pool has no endpoint, where nothing may wait', async () => {
    book.set([]);
    const picks = picker(admitting({ ...FLOW, flow: undefined }));
    expect(await picks()).toMatchObject({ status: 503, reason: 'rejected-no-endpoints' });
  });

  test('lets requests wait for the first endpoint of a pool that was scaled to zero', async () => {
    book.set([]);
    const admits = admitting({ ...FLOW, flow: { ...SHORT, emptyTtlMs: 30_000 } });
    const picks = picker(admits);
    const waits = [settled(picks()), settled(picks())];
    await pass(28_000);
    expect([...admits.waiting()]).toHaveLength(2);
    book.set([{ address: ADDRESS, rank: 0 }]);
    await pass(50);
    // Nothing is known of it yet: it is as good as full.
    expect(waits.map(({ value }) => value)).toEqual([undefined, undefined]);
    queueOf(0);
    await pass(10);
    expect(waits.map(({ value }) => value)).toMatchObject([{ to: [ADDRESS] }, { to: [ADDRESS] }]);
  });

  test.each([
    ['the pool stays empty', 30_000, () => {}, 30_000, 'rejected-no-endpoints'],
    ['its endpoint is full: a wait begins anew', 30_000, () => comesAt(10_000, 5), 16_000, 'rejected-ttl-expired'],
    [
      'its endpoint comes late: not beyond the longer wait',
      30_000,
      () => comesAt(27_000, 5),
      30_000,
      'rejected-ttl-expired',
    ],
    ['nothing is said of it', undefined, () => {}, 6_000, 'rejected-no-endpoints'],
  ])('ends the wait for an endpoint: %s', async (_, emptyTtlMs, happen, at, reason) => {
    book.set([]);
    const waits = settled(picker(admitting({ ...FLOW, flow: { ...SHORT, emptyTtlMs } }))());
    happen();
    await pass(at - 20);
    expect(waits.value).toBeUndefined();
    await pass(40);
    expect(waits.value).toMatchObject({ reason });
  });

  test('a sheddable request does not wait for an endpoint: 503, for more room would not help it', async () => {
    book.set([]);
    const admitted = admitting(FLOW).admit({ ...request(), priority: -1 }, new AbortController().signal);
    expect(admitted).toMatchObject({ status: 503, reason: 'rejected-no-endpoints' });
  });

  test('ends sheddable requests under way while others wait that matter more: the newest of the lowest first, two, then patience', async () => {
    const admits = admitting({ ...FLOW, flow: { ...SHORT, evicts: true } });
    const send = sender(admits, { book, now: () => now });
    const running = [-1, -2, -1, -2, 0].map((priority) => send(priority));
    expect(running.map(({ ended }) => ended)).toEqual([undefined, undefined, undefined, undefined, undefined]);
    queueOf(5);
    const critical = [1, 1, 1].map((priority) => send(priority));
    await pass(20);
    const ended = () => running.map((each) => each.ended?.reason);
    expect(ended()).toEqual([undefined, 'evicted', undefined, 'evicted', undefined]);
    await pass(480);
    running[2]?.end();
    await pass(20);
    expect(ended()).toEqual(['evicted', 'evicted', undefined, 'evicted', undefined]);
    queueOf(0);
    await pass(20);
    expect(critical.map(({ isSent }) => isSent)).toEqual([true, true, true]);
    expect(book.of(ADDRESS)?.inFlight.requests).toBe(4);
    expect(told.filter(([reason]) => reason === 'evicted')).toHaveLength(3);
  });

  test('ends nothing where it is not told to, or where what waits matters no more', async () => {
    const ending = async (evicts: boolean, running: number, waiting: number) => {
      queueOf(0);
      const send = sender(admitting({ ...FLOW, shedding: shedNone, flow: { ...SHORT, evicts } }), {
        book,
        now: () => now,
      });
      const under = send(running);
      queueOf(5);
      const waits = send(waiting);
      await pass(30);
      expect(waits.isSent).toBe(false);
      return under.ended?.reason;
    };
    expect(await ending(false, -1, 1)).toBeUndefined();
    expect(await ending(true, -1, -1)).toBeUndefined();
    expect(await ending(true, 0, 1)).toBeUndefined();
    expect(await ending(true, -2, -1)).toBe('evicted');
  });

  test('forgets a request whose client has gone', async () => {
    queueOf(5);
    const admits = admitting(FLOW);
    const gone = new AbortController();
    const waits = settled(admits.admit(request(), gone.signal));
    gone.abort();
    await pass(0);
    expect(waits.value).toMatchObject({ reason: 'rejected-context-cancelled' });
    expect([...admits.waiting()]).toEqual([]);
    expect(settled(admits.admit(request(), gone.signal))).toBeDefined();
    await pass(0);
    expect([...admits.waiting()]).toEqual([]);
  });

  test('sends elsewhere what waits when it closes, and what comes then', async () => {
    queueOf(5);
    const admits = admitting(FLOW);
    const waits = settled(admits.admit(request(), new AbortController().signal));
    admits.close();
    await pass(0);
    expect(waits.value).toMatchObject({ status: 503, reason: 'rejected-shutting-down' });
    expect(admits.admit(request(), new AbortController().signal)).toMatchObject({ reason: 'rejected-shutting-down' });
    expect(timers).toEqual([]);
  });

  test('lets what waits wait on under other rules, in its order, and shortens its time', async () => {
    queueOf(5);
    const admits = admitting(FLOW);
    const picks = picker(admits);
    const [first, second] = [settled(picks()), settled(picks())];
    await pass(4_000);
    admits.change({ ...FLOW, flow: SHORT });
    await pass(1_980);
    expect([first.value, second.value]).toEqual([undefined, undefined]);
    queueOf(4);
    await pass(20);
    // One place, for who came first; the other has waited six seconds by then.
    expect([first.value, second.value]).toMatchObject([{ to: [ADDRESS] }, { reason: 'rejected-ttl-expired' }]);
  });

  test('lets what waits go at once under rules by which nothing waits, but what they drop', async () => {
    queueOf(5);
    const admits = admitting({ ...FLOW, shedding: shedNone });
    const waiting = [0, -1].map((priority) =>
      settled(admits.admit({ ...request(), priority }, new AbortController().signal)),
    );
    admits.change({ ...FLOW, flow: undefined });
    await pass(0);
    expect(waiting.map(({ value }) => value?.reason)).toEqual([undefined, 'rejected-saturated']);
    expect(told).toEqual([
      ['went', 0],
      ['rejected-saturated', 0],
    ]);
  });

  test('has of room that has become smaller too little for some that wait', async () => {
    queueOf(5);
    const admits = admitting(FLOW);
    const waiting = Array.from({ length: 3 }, () => settled(admits.admit(request(), new AbortController().signal)));
    admits.change({ ...FLOW, flow: { ...FLOW_LIMITS, requests: 2 } });
    await pass(0);
    expect(waiting.map(({ value }) => value?.reason)).toEqual([undefined, undefined, 'rejected-saturated']);
  });

  test('has of a budget that was changed what is left of it, as much more as it has grown', async () => {
    const of = (tokens: number) => ({ ...FLOW, flow: undefined, budgets: { tenants: new Map([['a', tokens]]) } });
    const admits = admitting(of(300));
    const picks = picker(admits);
    await picks();
    await picks();
    // Two of 203 tokens each.
    expect(await picks()).toMatchObject({ reason: 'rejected-budget-exceeded' });
    admits.change(of(400));
    expect(await picks()).toMatchObject({ reason: 'rejected-budget-exceeded' });
    admits.change(of(407));
    expect(await picks()).toMatchObject({ to: [ADDRESS] });
    admits.change({ ...FLOW, flow: undefined });
    expect(await picks()).toMatchObject({ to: [ADDRESS] });
  });

  test('has of a budget that was changed what a request under way has not cost, and what has come in since', async () => {
    const of = (tokens: number) => ({ ...FLOW, flow: undefined, budgets: { tenants: new Map([['a', tokens]]) } });
    const admits = admitting(of(300));
    const picks = picker(admits);
    const first = await picks();
    await picks();
    admits.change(of(301));
    expect(await picks()).toMatchObject({ reason: 'rejected-budget-exceeded' });
    if ('to' in first) first.flight?.usage({ promptTokens: 3, completionTokens: 10, cachedTokens: 0 });
    expect(await picks()).toMatchObject({ to: [ADDRESS] });
    expect(await picks()).toMatchObject({ reason: 'rejected-budget-exceeded' });
    admits.change(of(300));
    await pass(120_000);
    // Whole again, and not less by what was spent before the change.
    expect([await picks(), await picks()]).toMatchObject([{ to: [ADDRESS] }, { to: [ADDRESS] }]);
  });

  test('takes of a budget what a request has cost, once its response tells', async () => {
    const admits = admitting({ ...FLOW, flow: undefined, budgets: { tenants: new Map([['a', 300]]) } });
    const picks = picker(admits);
    const first = await picks();
    expect(await picks()).toMatchObject({ to: [ADDRESS] });
    expect(await picks()).toMatchObject({ status: 429, reason: 'rejected-budget-exceeded' });
    if ('to' in first) first.flight?.usage({ promptTokens: 3, completionTokens: 10, cachedTokens: 0 });
    expect(await picks()).toMatchObject({ to: [ADDRESS] });
  });
});

function admitting(rules: AdmissionRules): Admitting {
  return keepAdmitting({
    rules,
    book,
    now: () => now,
    random: () => 0.5,
    after(ms, what) {
      const timer = { at: now + ms, what };
      timers.push(timer);
      return () => {
        timers = timers.filter((each) => each !== timer);
      };
    },
    tell: (_, stop, waitedMs) => told.push([stop?.reason ?? 'went', waitedMs]),
  });
}

/** The picker itself, with such admission: each call is a request of tenant a. */
function picker(admits: Admitting): () => ReturnType<ReturnType<typeof createPicker>> {
  const pick = createPicker({
    book,
    models: () => ({ purposeOf: (target) => ({ target, priority: 0, tenant: 'a' }) }),
    policy: weighted(),
    prefixes: createPrefixIndex({ blockTokens: 16 }),
    admit: admits.admit,
    random: () => 0.5,
    now: () => now,
  });
  const settles = settleBudgets(pick, admits.chargeOf);
  const body = { model: 'm', promptBytes: 12, maxTokens: 200 } as NonNullable<Parameters<typeof pick>[0]['body']>;
  return () =>
    settles({
      headers: new Map(),
      subset: undefined,
      body,
      prefix: hashPrefix(),
      signal: new AbortController().signal,
    });
}

function request(): InferenceRequest {
  return {
    id: '',
    model: 'm',
    target: 'm',
    priority: 0,
    tenant: 'a',
    promptTokens: 3,
    maxTokens: 200,
    prefix: NO_PREFIX,
  };
}

function queueOf(waiting: number): void {
  book.scraping(ADDRESS);
  book.measured(ADDRESS, { at: now, waiting, running: 0, kvUsage: 0, kvTokens: undefined, adapters: undefined });
}

/** An endpoint with such a queue. */
function comesAt(ms: number, waiting: number): void {
  const what = () => {
    book.set([{ address: ADDRESS, rank: 0 }]);
    queueOf(waiting);
  };
  timers.push({ at: ms, what });
}

async function pass(ms: number): Promise<void> {
  const until = now + ms;
  for (;;) {
    // As many turns as a picker may take for one request after another.
    for (let turn = 0; turn < 100; turn++) await Promise.resolve();
    const next = timers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
    if (!next) break;
    timers = timers.filter((each) => each !== next);
    now = Math.max(now, next.at);
    next.what();
  }
  now = until;
}

function settled<T>(promise: T | Promise<T>): { value: T | Stop | undefined } {
  const holder: { value: T | undefined } = { value: undefined };
  Promise.resolve(promise).then((value) => {
    holder.value = value;
  });
  return holder;
}
