import {
  type Clock,
  ConnectionError,
  clientOf,
  createClient,
  createLocal,
  holdElection,
  inProcess,
  type Transport,
} from '@outrigger/cluster';
import { array, assert, asyncProperty, boolean, double, integer, record } from 'fast-check';
import { expect, test } from 'vitest';
import { isFullRun } from '../effort.ts';
import { createChance } from './loss/chance.ts';
import { createVirtualClock, type VirtualClock } from './virtual-clock.ts';

const insider = { username: 'candidate', groups: ['system:masters'] };
const LEASES = { group: 'coordination.k8s.io', version: 'v1', plural: 'leases' };

interface Candidate {
  /** How far its clock is off, in ms, and how fast it runs. */
  readonly offset: number;
  readonly rate: number;
}

interface Trouble {
  readonly candidate: number;
  readonly fromMs: number;
  readonly forMs: number;
  /** Requests and answers take up to so long; above a minute nothing comes through at all. */
  readonly delayMs: number;
  /** Whether what is lost has reached the server before. */
  readonly losesAnswers: boolean;
  /** Requests come through at once, and their answers exactly so late. */
  readonly answersAfterMs?: number;
}

interface Leading {
  readonly candidate: number;
  readonly from: number;
  until: number;
}

test('one of several leads; who is asked to go makes way at once', async () => {
  const stage = createStage(
    [
      { offset: 0, rate: 1 },
      { offset: 0, rate: 1 },
    ],
    [],
  );
  await stage.clock.runUntil(5_000);
  expect(stage.terms).toHaveLength(1);
  const first = stage.terms[0]?.candidate ?? -1;
  stage.end(first);
  await stage.clock.runUntil(15_000);
  expect(stage.terms.map(({ candidate }) => candidate)).toEqual([first, 1 - first]);
  // A retry, at most 2.2 times 2 s: the lease was given back.
  expect((stage.terms[1]?.from ?? 0) - (stage.terms[0]?.until ?? 0)).toBeLessThan(5_000);
  const lease = await clientOf(stage.server, insider).get(LEASES, { namespace: 'default', name: 'leader' });
  expect(lease).toMatchObject({ spec: { holderIdentity: `candidate-${1 - first}`, leaseDurationSeconds: 15 } });
});

test("an error of the leader is its caller's, and the lease is given back", async () => {
  const clock = createVirtualClock();
  const client = clientOf(createLocal({ now: () => new Date(clock.now()), delay: clock.delay }), insider, { clock });
  const names = { namespace: 'default', name: 'leader', identity: 'me' };
  const lead = () => Promise.reject(new Error('a bug'));
  const election = holdElection({ client, ...names, clock, lead }, new AbortController().signal);
  const outcome = election.catch((error: unknown) => error);
  await clock.runUntil(5_000);
  expect(await outcome).toMatchObject({ message: 'a bug' });
  expect(await client.get(LEASES, names)).toMatchObject({ spec: { holderIdentity: '' } });
});

test('who is cut off leads no longer than its deadline, and the next one not before the lease is over', async () => {
  const both = [
    { offset: 0, rate: 1 },
    { offset: 3_600_000, rate: 1 },
  ];
  const probe = createStage(both, []);
  await probe.clock.runUntil(20_000);
  const first = probe.terms[0]?.candidate ?? -1;
  const cut = { candidate: first, fromMs: 20_000, forMs: 100_000, delayMs: 100_000, losesAnswers: false };
  const stage = createStage(both, [cut]);
  await stage.clock.runUntil(60_000);
  const [before, after] = stage.terms;
  expect(before?.candidate).toBe(first);
  expect(before?.until).toBeLessThanOrEqual(30_000);
  expect(after?.candidate).toBe(1 - first);
  expect(after?.from).toBeGreaterThanOrEqual((before?.until ?? 0) + 5_000 - 2_000);
});

test('a renewal counts from when it was sent: one whose answer comes late does not make two leaders', async () => {
  const all = Array.from({ length: 12 }, () => ({ offset: 0, rate: 1 }));
  const probe = createStage(all, []);
  await probe.clock.runUntil(20_000);
  const candidate = probe.terms[0]?.candidate ?? -1;
  const late = { candidate, fromMs: 20_000, forMs: 6_000, delayMs: 0, losesAnswers: false, answersAfterMs: 7_500 };
  const cut = { candidate, fromMs: 26_000, forMs: 100_000, delayMs: 100_000, losesAnswers: false };
  const stage = createStage(all, [late, cut]);
  await stage.clock.runUntil(60_000);
  const [before, after] = stage.terms;
  expect(before?.candidate).toBe(candidate);
  expect(after?.from).toBeLessThan(42_000);
  expect(after?.from).toBeGreaterThanOrEqual(before?.until ?? 0);
});

test('there are never two leaders, and in the end there is one, whatever clocks and networks do', async () => {
  const candidates = array(
    record({
      offset: integer({ min: -3_600_000, max: 3_600_000 }),
      rate: double({ min: 0.85, max: 1.15, noNaN: true }),
    }),
    { minLength: 2, maxLength: 4 },
  );
  const troubles = array(
    record({
      candidate: integer({ min: 0, max: 3 }),
      fromMs: integer({ min: 0, max: 90_000 }),
      forMs: integer({ min: 1_000, max: 60_000 }),
      delayMs: integer({ min: 0, max: 80_000 }),
      losesAnswers: boolean(),
    }),
    { maxLength: 8 },
  );
  await assert(
    asyncProperty(candidates, troubles, integer(), async (all, what, seed) => {
      const stage = createStage(all, what, seed);
      await stage.clock.runUntil(150_000);
      // Time to heal: a lease, a late answer, a retry.
      await stage.clock.runUntil(300_000);
      const terms = stage.terms.toSorted((a, b) => a.from - b.from);
      for (const [index, term] of terms.entries()) {
        const next = terms[index + 1];
        if (next !== undefined) expect(next.from).toBeGreaterThanOrEqual(term.until);
      }
      expect(terms.filter(({ until }) => until === Number.POSITIVE_INFINITY)).toHaveLength(1);
      for (const index of all.keys()) stage.end(index);
      await stage.clock.runUntil(400_000);
    }),
    { numRuns: isFullRun ? 1000 : 40 },
  );
}, 600_000);

test.each([{ leaseMs: 10_000, renewMs: 10_000 }, { renewMs: 2_000 }, { leaseMs: 15_500 }])(
  'times that cannot be safe are refused: %j',
  async (timing) => {
    const client = clientOf(createLocal(), insider);
    const names = { namespace: 'default', name: 'leader', identity: 'me' };
    const election = holdElection({ client, ...names, timing, lead: async () => {} }, AbortSignal.abort());
    await expect(election).rejects.toThrow('an election needs');
  },
);

/** Candidates around one server, each with a clock and a network of its own. */
function createStage(candidates: readonly Candidate[], troubles: readonly Trouble[], seed = 1) {
  const clock = createVirtualClock();
  const random = createChance(seed);
  const server = createLocal({ now: () => new Date(clock.now()), delay: clock.delay, random });
  const terms: Leading[] = [];
  const ends = candidates.map(() => new AbortController());
  candidates.forEach((candidate, index) => {
    const own = skewed(clock, candidate);
    const mine = troubles.filter((trouble) => trouble.candidate === index);
    const transport = slow(inProcess(server, insider), { clock, random, troubles: mine });
    const client = createClient({ transport, clock: own, random, retries: 0, timeoutMs: 10_000 });
    void (async () => {
      const signal = ends[index]?.signal ?? AbortSignal.abort();
      while (!signal.aborted) {
        const names = { namespace: 'default', name: 'leader', identity: `candidate-${index}` };
        await holdElection({ client, ...names, clock: own, random, lead }, signal);
      }
    })();
    async function lead(whileLeading: AbortSignal): Promise<void> {
      const term = { candidate: index, from: clock.now(), until: Number.POSITIVE_INFINITY };
      terms.push(term);
      await new Promise((end) => whileLeading.addEventListener('abort', end, { once: true }));
      term.until = clock.now();
    }
  });
  return { clock, server, terms, end: (index: number) => ends[index]?.abort() };
}

function skewed(clock: VirtualClock, { offset, rate }: Candidate): Clock {
  return {
    now: () => Date.UTC(2026, 10, 20) + offset + clock.now() * rate,
    delay: (ms, signal) => clock.delay(ms / rate, signal),
  };
}

function slow(
  good: Transport,
  {
    clock,
    random,
    troubles,
  }: { readonly clock: VirtualClock; readonly random: () => number; readonly troubles: readonly Trouble[] },
): Transport {
  const now = (): Trouble | undefined =>
    troubles.find(({ fromMs, forMs }) => fromMs <= clock.now() && clock.now() < fromMs + forMs);
  const pass = async (isAnswer: boolean): Promise<void> => {
    const { answersAfterMs } = now() ?? {};
    if (answersAfterMs !== undefined) return await clock.delay(isAnswer ? answersAfterMs : 0);
    const { delayMs = 50 } = now() ?? {};
    await clock.delay(random() * delayMs);
    if (delayMs > 60_000) throw new ConnectionError('BROKEN', 'lost');
  };
  return {
    async send(request) {
      if (!now()?.losesAnswers) await pass(false);
      const answer = await good.send({ ...request, signal: new AbortController().signal });
      await pass(true);
      return answer;
    },
  };
}
