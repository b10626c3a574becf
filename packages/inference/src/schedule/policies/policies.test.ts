import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type EndpointState, NOTHING_IN_FLIGHT } from '../../endpoint-state.ts';
import { NO_PREFIX } from '../../prefix/prefix-chain.ts';
import type { Policy, Situation } from '../policy.ts';
import { seededRandom } from '../seeded-random.ts';
import { decisionTree, decisionTreeOf040 } from './decision-tree.ts';
import { predicted } from './predicted.ts';
import { sticky } from './sticky.ts';
import { weighted } from './weighted.ts';

const POLICIES: readonly (() => Policy)[] = [decisionTree, decisionTreeOf040, weighted, sticky, predicted];

describe.each(POLICIES.map((make) => [make().name, make] as const))('policy %s', (_, make) => {
  test('chooses a candidate, and the same one for the same seed', () => {
    fc.assert(
      fc.property(situations, fc.integer(), (situation, seed) => {
        const choose = () => make().choose({ ...situation, random: seededRandom(seed) });
        const choice = choose();
        expect(choose()).toEqual(choice);
        if ('refused' in choice) return;
        expect(situation.candidates[choice.chosen[0] as number]).toBeDefined();
      }),
    );
  });

  test('never refuses what is critical', () => {
    fc.assert(
      fc.property(situations, (situation) => {
        const request = { ...situation.request, priority: 1 };
        expect(make().choose({ ...situation, request })).toHaveProperty('chosen');
      }),
    );
  });
});

/** Queue, cache in use and running adapters of each server; the request; and where it goes, by the tree as it was then. */
const TREE: readonly (readonly [
  what: string,
  servers: readonly Server[],
  priority: number,
  expected: readonly number[] | 'refused',
])[] = [
  [
    'the shorter queue and the emptier cache',
    [
      [3, 0.2],
      [0, 0.1],
      [10, 0.2],
    ],
    1,
    [1],
  ],
  [
    'queues within a third of the range are alike; then the cache decides',
    [
      [3, 0.9],
      [0, 0.5],
      [10, 0.1],
    ],
    1,
    [1],
  ],
  [
    'the adapter goes before the queue',
    [
      [0, 0.2, ['other'], 2],
      [8, 0.4, ['lora'], 2],
      [0, 0.1, ['a', 'b'], 2],
    ],
    1,
    [1],
  ],
  [
    'a queue of 128 makes the queue go first',
    [
      [200, 0.1, ['lora'], 2],
      [130, 0.1, ['other'], 2],
      [200, 0.1, ['other'], 2],
    ],
    1,
    [1],
  ],
  [
    'what may be shed goes where there is room',
    [
      [6, 0.1],
      [5, 0.8],
      [0, 0.81],
    ],
    0,
    [1],
  ],
  [
    'and is refused where there is none',
    [
      [6, 0.1],
      [5, 0.81],
      [9, 0.95],
    ],
    0,
    'refused',
  ],
];

test.each(TREE)('the tree of the article takes %s', (_, servers, priority, expected) => {
  const seen = new Set<number>();
  for (let seed = 0; seed < 20; seed++) {
    const choice = decisionTree({ ...LIMITS, loraAffinityThreshold: 1 }).choose({
      ...situationOf(servers),
      request: { ...situationOf(servers).request, priority },
      random: seededRandom(seed),
    });
    if ('refused' in choice) expect(expected).toBe('refused');
    else seen.add(choice.chosen[0] as number);
  }
  if (expected !== 'refused') expect([...seen].toSorted()).toEqual(expected);
});

test('the weighted sum is upstream’s: queue 2, cache 2, prefix 3', () => {
  const situation = {
    ...situationOf([
      [0, 0.5],
      [4, 0.1],
      [2, 0.2],
    ]),
    cached: [0, 6400, 3200],
  };
  const request = { ...situation.request, prefix: { words: new Int32Array(200), blocks: 100, blockTokens: 64 } };
  const scores: (readonly number[])[] = [];
  const choice = weighted().choose({
    ...situation,
    request,
    tell: (reason) => 'scores' in reason && scores.push(reason.scores),
  });
  expect(scores).toEqual([
    [1, 0, 0.5],
    [0.5, 0.9, 0.8],
    [0, 1, 0.5],
  ]);
  expect(choice).toEqual({ chosen: [1] });
});

test('a predicted choice keeps a long prompt where it is held, until that server is far behind', () => {
  const held = {
    ...situationOf([
      [0, 0.3],
      [0, 0.3],
    ]),
    cached: [6000, 0],
  };
  const request = { ...held.request, promptTokens: 6400 };
  expect(predicted().choose({ ...held, request })).toEqual({ chosen: [0] });
  const busy = held.candidates.map((state, at) =>
    at === 0 ? { ...state, inFlight: { ...NOTHING_IN_FLIGHT, requests: 40, prefillTokens: 60_000 } } : state,
  );
  expect(predicted().choose({ ...held, request, candidates: busy })).toEqual({ chosen: [1] });
});

test('a predicted choice sends a short prompt from a full server that holds it to an emptier one: it would decode for all who ask for it', () => {
  const situation = {
    ...situationOf([
      [0, 0.45],
      [0, 0.2],
    ]),
    cached: [960, 0],
  };
  const request = { ...situation.request, promptTokens: 1030 };
  expect(predicted().choose({ ...situation, request })).toEqual({ chosen: [1] });
});

type Server = readonly [waiting: number, kvUsage: number, adapters?: readonly string[], max?: number];

const LIMITS = {
  kvCacheThreshold: 0.8,
  queueThresholdCritical: 5,
  queuingThresholdLora: 128,
  loraAffinityThreshold: 0.999,
};

function situationOf(servers: readonly Server[]): Situation {
  return {
    request: {
      id: '1',
      model: 'lora',
      target: 'lora',
      priority: 0,
      tenant: '',
      promptTokens: 100,
      maxTokens: undefined,
      prefix: NO_PREFIX,
    },
    candidates: servers.map(stateOf),
    cached: servers.map(() => 0),
    random: seededRandom(1),
    now: 0,
  };
}

function stateOf([waiting, kvUsage, running = [], max = 0]: Server, at: number): EndpointState {
  return {
    endpoint: { address: `10.0.0.${at}:8000`, rank: 0 },
    measured: { at: 0, waiting, running: 0, kvUsage, kvTokens: 100_000, adapters: { running, waiting: [], max } },
    inFlight: NOTHING_IN_FLIGHT,
  };
}

const server = fc.tuple(
  fc.nat(200),
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.subarray(['lora', 'a', 'b']),
  fc.nat(4),
);
const situations = fc
  .tuple(fc.array(server, { minLength: 1, maxLength: 12 }), fc.integer({ min: -2, max: 2 }))
  .map(([servers, priority]) => {
    const situation = situationOf(servers);
    return { ...situation, request: { ...situation.request, priority } };
  });
