import {
  createLatencyOutlook,
  headroomTier,
  type LatencyOutlook,
  latencyScorer,
  meetObjectives,
  noHitLruScorer,
  objectiveOf,
  predicted,
  type Reason,
  type Situation,
  weighted,
} from '@outrigger/inference';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Server, situationOf } from './situation-of.ts';

/** An outlook that expects what the server's `waiting` and `running` say: ms to the first token, ms for each further one. */
const TOLD: LatencyOutlook = {
  ...createLatencyOutlook(),
  expect({ candidates }, place) {
    const { waiting = 0, running = 0 } = candidates[place]?.measured ?? {};
    return { ttftMs: waiting, tpotMs: running };
  },
};

const SLO = { 'x-llm-d-slo-ttft-ms': '500', 'x-llm-d-slo-tpot-ms': '50' };

describe('what a client says of times', () => {
  test.each([
    [SLO, { ttftMs: 500, tpotMs: 50 }],
    [{ 'x-slo-ttft-ms': '0.5' }, { ttftMs: 0.5, tpotMs: undefined }],
    [
      { 'x-llm-d-slo-ttft-ms': '300', 'x-slo-ttft-ms': '1' },
      { ttftMs: 300, tpotMs: undefined },
    ],
    ...['', '0', '-1', 'NaN', 'Infinity', '1e999', '99999999999999999999', 'soon'].map(
      (text) => [{ 'x-slo-tpot-ms': text }, undefined] as const,
    ),
    [{}, undefined],
  ] as const)('%o is %o', (headers, objective) => {
    expect(objectiveOf(new Map(Object.entries(headers)))).toEqual(objective);
  });
});

describe('a request that says how long it may take', () => {
  const servers: readonly Server[] = [
    { waiting: 900, running: 10, kv: 0.1 },
    { waiting: 100, running: 60, kv: 0.1 },
    { waiting: 400, running: 40, kv: 0.9 },
    { waiting: 300, running: 40, kv: 0.95 },
  ];
  const policy = meetObjectives(weighted(), TOLD);

  test('goes by the policy, among those that are expected to be in time', () => {
    expect(policy.choose(situationOf(servers, { headers: SLO }))).toEqual({ chosen: [3] });
    expect(policy.choose(situationOf(servers.slice(0, 3), { headers: SLO }))).toEqual({ chosen: [2] });
  });

  test('goes as any other where nobody is', () => {
    const late = servers.slice(0, 2);
    expect(policy.choose(situationOf(late, { headers: SLO }))).toEqual(weighted().choose(situationOf(late)));
  });

  test('is refused then if it may be shed, unless a server is idle or its cache empty', () => {
    const choose = (...of: readonly Server[]) => policy.choose(situationOf(of, { headers: SLO, priority: -1 }));
    const late = { waiting: 900, running: 90, kv: 0.5 };
    expect(choose(late, late)).toEqual({ refused: 'saturated' });
    expect(choose(late, { ...late, kv: 0.01 })).toHaveProperty('chosen');
    expect(choose(late, { ...late, running: 0 })).toHaveProperty('chosen');
    expect(choose(late, { ...late, waiting: 1, running: 1 })).toEqual({ chosen: [1] });
    expect(policy.choose(situationOf([late], { priority: -1 }))).toEqual({ chosen: [0] });
  });

  test('is told of by places among all, when somebody asks why', () => {
    const reasons: Reason[] = [];
    policy.choose({ ...situationOf(servers, { headers: SLO }), tell: (reason) => reasons.push(reason) });
    expect(reasons[0]).toEqual({ by: 'expected in time', kept: [2, 3] });
    expect(reasons.slice(1).every(({ kept }) => kept.every((place) => place === 2 || place === 3))).toBe(true);
  });

  test('without a word of it nothing changes', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.array(fc.record({ waiting: fc.nat(20), kv: fc.double({ min: 0, max: 1, noNaN: true }) }), {
          minLength: 1,
          maxLength: 8,
        }),
        (seed, of) => {
          const [plain, wrapped] = [predicted(), meetObjectives(predicted())];
          expect(wrapped.choose(situationOf(of, {}, seed))).toEqual(plain.choose(situationOf(of, {}, seed)));
        },
      ),
    );
  });
});

describe('what is expected', () => {
  test('is learned from answers: both times, by what is under way', () => {
    const outlook = createLatencyOutlook();
    const seen = (requests: number): Situation => situationOf([{ requests }], { promptTokens: 0 });
    for (let i = 0; i < 400; i++) {
      outlook.watch(seen(i % 40), 0)(100 + 5 * (i % 40));
      outlook.watchTokens(seen(i % 40), 0)(30 + 0.5 * (i % 40));
    }
    const { ttftMs, tpotMs } = outlook.expect(seen(20), 0);
    expect(Math.abs(ttftMs - 200)).toBeLessThan(10);
    expect(Math.abs(tpotMs - 40)).toBeLessThan(1);
  });

  test('is remembered as numbers, beside what the policy itself has learned', () => {
    const [one, other] = [meetObjectives(predicted()), meetObjectives(predicted())];
    const situation = situationOf([{ requests: 3 }, {}]);
    for (const took of [900, 50, 400]) {
      one.watch?.(situation, 0)(took);
      one.watchTokens?.(situation, 1)(took / 10);
    }
    other.memory?.recall(one.memory?.learned() ?? []);
    expect(other.memory?.learned()).toEqual(one.memory?.learned());
    other.memory?.recall([1, 2, 3]);
    expect(other.memory?.learned()).toEqual(one.memory?.learned());
  });
});

describe("upstream's latency scorer", () => {
  const USUAL = { ttftWeight: 0.8, tpotWeight: 0.2, strategy: 'least' } as const;
  // Worked out by hand from llm-d-router ebab687 scorer/latency/plugin.go; scores count in hundredths from 0.01 to 1.
  test.each([
    ['packs: the one just in time is best', USUAL, [{ waiting: 400 }, { waiting: 100 }], [1, 0.01]],
    ['or spreads', { ...USUAL, strategy: 'most' as const }, [{ waiting: 400 }, { waiting: 100 }], [0.01, 1]],
    [
      'those that are late get nothing while others are in time',
      USUAL,
      [{ waiting: 600 }, { waiting: 100 }],
      [0, 0.51],
    ],
    [
      'both times by their weights',
      USUAL,
      [
        { waiting: 400, running: 10 },
        { waiting: 100, running: 40 },
      ],
      [0.81, 0.2],
    ],
    ['where all are late: the idle one', USUAL, [{ waiting: 600, requests: 2 }, { waiting: 900 }], [0, 0.51]],
    [
      'else who is late with further tokens only',
      USUAL,
      [
        { waiting: 600, requests: 1 },
        { waiting: 1, running: 60, requests: 1 },
      ],
      [0, 0.51],
    ],
    [
      'else who is late by the least',
      USUAL,
      [
        { waiting: 600, requests: 1 },
        { waiting: 900, requests: 1 },
      ],
      [1, 0.01],
    ],
  ] as const)('%s', (_, options, servers, scores) => {
    const situation = situationOf(servers, { headers: SLO });
    const rated = latencyScorer(TOLD, options)(situation, [...servers.keys()]);
    expect(rated.map((score) => Math.round(score * 100) / 100)).toEqual(scores);
  });

  test('the filter before it keeps those in time; once in a while the others, to see them recover', () => {
    const situation = situationOf([{ waiting: 600 }, { waiting: 1 }], { headers: SLO });
    expect(headroomTier(TOLD)({ ...situation, random: () => 0.5 }, [0, 1])).toEqual([1]);
    expect(headroomTier(TOLD)({ ...situation, random: () => 0.005 }, [0, 1])).toEqual([0]);
    expect(headroomTier(TOLD)(situationOf([{ waiting: 600 }, { waiting: 700 }], { headers: SLO }), [0, 1])).toEqual([
      0, 1,
    ]);
  });
});

describe("upstream's no-hit-lru scorer", () => {
  test('prompts that nobody holds go round, the server used the longest ago first', () => {
    const { scorer, sent } = noHitLruScorer();
    const cold = situationOf([{}, {}, {}]);
    const scores = () => scorer(cold, [0, 1, 2]);
    expect(scores()).toEqual([1, 0.5, 0]);
    sent(cold, 0);
    expect(scores()).toEqual([0, 1, 0.5]);
    sent(cold, 2);
    sent(cold, 1);
    expect(scores()).toEqual([1, 0, 0.5]);
  });

  test('a prompt that somebody holds changes nothing, and prefers nobody', () => {
    const { scorer, sent } = noHitLruScorer();
    const warm = situationOf([{ cached: 5 }, {}]);
    sent(warm, 0);
    expect(scorer(warm, [0, 1])).toEqual([0.5, 0.5]);
    expect(scorer(situationOf([{}, {}]), [0, 1])).toEqual([1, 0]);
  });
});
