import {
  type Admission,
  type AdmissionRules,
  createAdmission,
  createTokenBudgets,
  FLOW_LIMITS,
  type FlowLimits,
  shedNone,
  shedSheddable,
  type Waiter,
} from '@outrigger/inference';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { endpointState } from './pool-states.ts';

/** What is done to an admission: somebody comes, somebody goes away, the pool has room for one – then it is so full –, time passes. */
type Step =
  | {
      readonly is: 'comes';
      readonly tenant: number;
      readonly cost: number;
      readonly priority: number;
      readonly due?: number | undefined;
    }
  | { readonly is: 'leaves'; readonly who: number }
  | { readonly is: 'room'; readonly saturation: number; readonly after?: number }
  | { readonly is: 'time'; readonly ms: number };

const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({
        is: fc.constant('comes' as const),
        tenant: fc.nat(2),
        cost: fc.integer({ min: 1, max: 500 }),
        priority: fc.integer({ min: -2, max: 2 }),
        due: fc.option(fc.nat(1000), { nil: undefined }),
      }),
    },
    { weight: 1, arbitrary: fc.record({ is: fc.constant('leaves' as const), who: fc.nat(30) }) },
    {
      weight: 3,
      arbitrary: fc.record({ is: fc.constant('room' as const), saturation: fc.constantFrom(0, 0.5, 0.9, 1) }),
    },
    { weight: 1, arbitrary: fc.record({ is: fc.constant('time' as const), ms: fc.nat(40) }) },
  ),
  { maxLength: 150, size: 'max' },
);

/** Whatever ceilings are written. */
const ceilings = fc
  .dictionary(fc.constantFrom('-1', '0', '1'), fc.constantFrom(0.3, 0.6, 1))
  .map((written) => new Map(Object.entries(written).map(([priority, ceiling]) => [Number(priority), { ceiling }])));

const QUANTUM = 60;
const WEIGHTS = new Map([
  ['0', 1],
  ['1', 2],
  ['2', 0.5],
]);
const LIMITS: FlowLimits = { ...FLOW_LIMITS, weights: WEIGHTS, quantum: QUANTUM };

const ROOM_FOR_ONE: Step = { is: 'room', saturation: 0, after: 1 };

describe('tenants of one priority', () => {
  test('are served by their shares: while two wait, they differ by less than quantum + C/w + C/w', () => {
    holdsBound(LIMITS);
  });

  test('none starves: a request is served before others have had more than the bound allows, however many they send', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 1 }),
        fc.integer({ min: 1, max: 500 }),
        (costs, own) => {
          const play = start({ shedding: shedNone, flow: LIMITS });
          const greedy = (at: number) =>
            play({ is: 'comes', tenant: 1, cost: costs[at % costs.length] as number, priority: 0 });
          for (let i = 0; i < 3; i++) greedy(i);
          play({ is: 'comes', tenant: 0, cost: own, priority: 0 });
          const [most, weight] = [Math.max(...costs, own), 2];
          let others = 0;
          for (let i = 3; ; i++) {
            const { gone } = play(ROOM_FOR_ONE);
            if (gone?.tenant === '0') break;
            others += gone?.cost ?? 0;
            expect(others / weight).toBeLessThan(QUANTUM + most + most / weight);
            greedy(i);
          }
        },
      ),
    );
  });

  test('one tenant alone is served in the order in which it came', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 500 })), (costs) => {
        const play = start({ shedding: shedNone, flow: LIMITS });
        const came = costs.map((cost) => play({ is: 'comes', tenant: 0, cost, priority: 0 }).came);
        expect(costs.map(() => play(ROOM_FOR_ONE).gone)).toEqual(came);
      }),
    );
  });
});

describe('deadlines', () => {
  test('with them a tenant’s requests go as its client wants them, those without after all others', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.nat(50), { nil: undefined }), { maxLength: 30 }), (dues) => {
        const play = start({ shedding: shedNone, flow: BY_DEADLINE });
        for (const due of dues) play({ is: 'comes', tenant: 0, cost: 1, priority: 0, due });
        const wanted = dues.toSorted((a, b) => (a ?? Number.POSITIVE_INFINITY) - (b ?? Number.POSITIVE_INFINITY));
        expect(dues.map(() => play(ROOM_FOR_ONE).gone?.due)).toEqual(wanted);
      }),
    );
  });

  test('they change nothing between tenants: the bound holds', () => {
    holdsBound(BY_DEADLINE);
  });
});

const BY_DEADLINE: FlowLimits = { ...LIMITS, band: { ...LIMITS.band, order: 'deadline' } };

describe('priorities', () => {
  test('the higher goes first, always', () => {
    fc.assert(
      fc.property(steps, (doing) => {
        const play = start({ shedding: shedNone, flow: LIMITS });
        for (const step of doing) {
          const { gone } = play(step);
          if (gone) for (const { priority } of play.waiting()) expect(priority).toBeLessThanOrEqual(gone.priority);
        }
      }),
    );
  });

  test('Sheddable is shed before Standard is delayed', () => {
    fc.assert(
      fc.property(steps, fc.constantFrom(0, 0.5, 0.99, 1, 1.5), ceilings, (doing, saturation, bands) => {
        const play = start({ shedding: shedSheddable, flow: { ...LIMITS, bands } });
        for (const step of doing) {
          const { came, admitted } = play(step);
          const delayed = play.waiting().some(({ priority }) => priority >= 0);
          if (came && came.priority < 0 && delayed) expect(admitted).toBe('stop');
        }
        // At one and the same moment: if the one would have to wait, the other is dropped.
        play({ is: 'room', saturation });
        const standard = play({ is: 'comes', tenant: 0, cost: 1, priority: 0 });
        const sheddable = play({ is: 'comes', tenant: 0, cost: 1, priority: -1 });
        if (standard.admitted !== 'go') expect(sheddable.admitted).toBe('stop');
      }),
    );
  });

  test('with a lower ceiling for what matters less, room is kept for what matters more', () => {
    const play = start({ shedding: shedNone, flow: { ...LIMITS, bands: new Map([[-1, { ceiling: 0.5 }]]) } });
    play({ is: 'room', saturation: 0.7 });
    expect([-1, 0].map((priority) => play({ is: 'comes', tenant: 0, cost: 1, priority }).admitted)).toEqual([
      'wait',
      'go',
    ]);
  });
});

describe('a waiting room', () => {
  test('is bounded, in all and by priority, and lets go of nothing that it has not told of', () => {
    const flow: FlowLimits = {
      ...LIMITS,
      requests: 12,
      bytes: 4000,
      band: { requests: 5, bytes: 1500, ttlMs: 100, ceiling: 1 },
    };
    fc.assert(
      fc.property(steps, (doing) => {
        const play = start({ shedding: shedNone, flow });
        let inside: readonly Waiter[] = [];
        for (const step of doing) {
          const { came, admitted, gone, out } = play(step);
          const expected = [...inside, ...(came && admitted === 'wait' ? [came] : [])];
          inside = play.waiting();
          expect(new Set(inside)).toEqual(new Set(expected.filter((each) => each !== gone && !out.includes(each))));
          expect(inside.length).toBeLessThanOrEqual(12);
          expect(bytesOf(inside)).toBeLessThanOrEqual(4000);
          for (const priority of [-2, -1, 0, 1, 2]) {
            const band = inside.filter((each) => each.priority === priority);
            expect(band.length).toBeLessThanOrEqual(5);
            expect(bytesOf(band)).toBeLessThanOrEqual(1500);
          }
        }
      }),
    );
  });

  test('is left by those that have gone away: they are never served', () => {
    fc.assert(
      fc.property(steps, (doing) => {
        const play = start({ shedding: shedNone, flow: LIMITS });
        const left = new Set<Waiter>();
        for (const step of doing) {
          const { gone, out } = play(step);
          for (const each of out) left.add(each);
          if (gone) expect(left.has(gone)).toBe(false);
          for (const each of play.waiting()) expect(left.has(each)).toBe(false);
        }
      }),
    );
  });

  test('is left by those that have waited as long as they may, and by no others', () => {
    fc.assert(
      fc.property(steps, (doing) => {
        const play = start({ shedding: shedNone, flow: { ...LIMITS, band: { ...LIMITS.band, ttlMs: 50 } } });
        for (const step of doing) {
          const { now, out } = play(step);
          if (step.is !== 'time') continue;
          for (const { since } of out) expect(now - since).toBeGreaterThanOrEqual(50);
          for (const { since } of play.waiting()) expect(now - since).toBeLessThan(50);
        }
      }),
    );
  });

  test('what matters more takes the place of what came last of what matters least', () => {
    const play = start({ shedding: shedNone, flow: { ...LIMITS, requests: 2 } });
    play({ is: 'room', saturation: 1 });
    const [first, second] = [0, 0].map(() => play({ is: 'comes', tenant: 0, cost: 1, priority: -1 }).came);
    expect(play({ is: 'comes', tenant: 0, cost: 1, priority: -1 }).admitted).toBe('stop');
    const critical = play({ is: 'comes', tenant: 0, cost: 1, priority: 1 });
    expect([critical.admitted, critical.out, play.waiting()]).toEqual(['wait', [second], [first, critical.came]]);
  });
});

describe('budgets', () => {
  test('in any time a tenant spends less than its rate allows, with one minute and one request more', () => {
    const asks = fc.array(
      fc.record({ ms: fc.nat(20_000), cost: fc.integer({ min: 1, max: 900 }), spent: fc.nat(900) }),
      { maxLength: 80, size: 'max' },
    );
    fc.assert(
      fc.property(asks, (doing) => {
        const budgets = createTokenBudgets({ tenants: new Map([['a', 600]]) });
        const spent: { readonly at: number; readonly tokens: number }[] = [];
        let now = 0;
        for (const { ms, cost, spent: truth } of doing) {
          now += ms;
          const charge = budgets.charge('a', cost, now);
          // An answer is never longer than its client allows.
          const tokens = Math.min(truth, cost);
          if (charge) spent.push({ at: now, tokens });
          charge?.settle(tokens);
          charge?.settle(0);
        }
        spent.forEach((from, i) => {
          const span = spent.slice(i);
          span.forEach((to, j) => {
            const sum = span.slice(0, j + 1).reduce((total, { tokens }) => total + tokens, 0);
            expect(sum).toBeLessThanOrEqual(600 * (1 + (to.at - from.at) / 60_000) + 900);
          });
        });
      }),
    );
  });

  test('who has none is not limited, and whoever makes up names is remembered only so often', () => {
    const budgets = createTokenBudgets({ tenants: new Map([['free', 1e12]]), others: 10, mostTenants: 50 });
    let refused = 0;
    for (let i = 0; i < 1000; i++) if (!budgets.charge(`made-up-${i}`, 10, i)) refused++;
    expect(budgets.remembered()).toBeLessThanOrEqual(51);
    expect(refused).toBeGreaterThan(900);
    expect(createTokenBudgets({ tenants: new Map() }).charge('any', 1e9, 0)).toBeDefined();
  });

  test('what was charged is given back where nothing was sent', () => {
    const play = start({
      shedding: shedNone,
      flow: { ...LIMITS, band: { ...LIMITS.band, ttlMs: 50 } },
      budgets: { tenants: new Map([['0', 10]]) },
    });
    play({ is: 'room', saturation: 1 });
    const come = () => play({ is: 'comes', tenant: 0, cost: 10, priority: 0 }).admitted;
    expect([come(), come()]).toEqual(['wait', 'stop']);
    play({ is: 'time', ms: 50 });
    expect(come()).toBe('wait');
  });
});

const POOL = [endpointState({})];

/** While two tenants wait, what they are served differs by less than the proven bound. */
function holdsBound(flow: FlowLimits): void {
  fc.assert(
    fc.property(steps, (doing) => {
      const play = start({ shedding: shedNone, flow });
      const served = new Map([...WEIGHTS.keys()].map((tenant) => [tenant, 0]));
      let costliest = 0;
      const pairs = [
        ['0', '1'],
        ['0', '2'],
        ['1', '2'],
      ].map(([one = '', other = '']) => ({ one, other, least: 0, most: 0, both: false }));
      for (const step of doing) {
        if (step.is === 'comes') {
          costliest = Math.max(costliest, step.cost);
          play({ ...step, priority: 0 });
        } else {
          const { gone } = play(step.is === 'room' ? ROOM_FOR_ONE : step);
          if (gone)
            served.set(gone.tenant, (served.get(gone.tenant) ?? 0) + gone.cost / (WEIGHTS.get(gone.tenant) ?? 1));
        }
        const waits = new Set(play.waiting().map(({ tenant }) => tenant));
        for (const pair of pairs) {
          const apart = (served.get(pair.one) ?? 0) - (served.get(pair.other) ?? 0);
          const both = waits.has(pair.one) && waits.has(pair.other);
          if (!both || !pair.both) Object.assign(pair, { least: apart, most: apart, both });
          pair.least = Math.min(pair.least, apart);
          pair.most = Math.max(pair.most, apart);
          const bound = QUANTUM + costliest / (WEIGHTS.get(pair.one) ?? 1) + costliest / (WEIGHTS.get(pair.other) ?? 1);
          expect(pair.most - pair.least).toBeLessThan(bound);
        }
      }
    }),
  );
}

interface Played {
  readonly now: number;
  readonly came?: Waiter;
  readonly admitted?: 'go' | 'stop' | 'wait';
  readonly gone?: Waiter | undefined;
  /** Those that wait no more, and were not served. */
  readonly out: readonly Waiter[];
}

/** An admission to which things are done, with a pool that is as full as is said. It is full to begin with. */
function start(
  rules: Omit<AdmissionRules, 'saturation'>,
): ((step: Step) => Played) & { readonly waiting: () => Waiter[] } {
  let now = 0;
  let saturation = 1;
  const admission: Admission = createAdmission({ ...rules, saturation: () => saturation });
  const moment = () => ({ endpoints: POOL, now, random: () => 0.5 });
  const waiting = () => [...admission.waiting()];
  const play = (step: Step): Played => {
    if (step.is === 'time') {
      now += step.ms;
      return { now, out: admission.late(moment()).waiters };
    }
    if (step.is === 'leaves') {
      const who = waiting()[step.who];
      if (who) admission.leave(who);
      return { now, out: who ? [who] : [] };
    }
    if (step.is === 'room') {
      saturation = step.saturation;
      const gone = admission.next(moment())?.waiter;
      saturation = step.after ?? saturation;
      return { now, gone, out: [] };
    }
    const tenant = String(step.tenant);
    const { cost, priority, due } = step;
    const came = { priority, tenant, cost, model: 'm', target: 'm', bytes: cost, since: now, due };
    const admitted = admission.ask(came, moment());
    return { now, came, admitted: admitted.is, out: admitted.is === 'wait' ? admitted.crowdedOut : [] };
  };
  return Object.assign(play, { waiting });
}

function bytesOf(waiters: readonly Waiter[]): number {
  return waiters.reduce((sum, { bytes }) => sum + bytes, 0);
}
