import {
  anyOf,
  byLabel,
  decisionTree,
  decisionTreeOf040,
  maxScore,
  prefixAffinity,
  ROLES,
  type Situation,
  seededRandom,
  TREE_LIMITS,
  weightedRandom,
} from '@outrigger/inference';
import { describe, expect, test } from 'vitest';
import { SCORER_VECTORS } from './scorer-vectors.ts';
import { type Server, situationOf } from './situation-of.ts';
import { TREE_VECTORS } from './tree-vectors.ts';

const TREES = [
  { version: 'v0.3.0', make: decisionTree },
  { version: 'v0.4.0', make: decisionTreeOf040 },
] as const;

describe.each(TREES)('the tree of $version', ({ version, make }) => {
  // At 1 the draw between the two groups of the adapter's filter is decided; how often it is lost has a test of its own.
  const tree = make({ ...TREE_LIMITS, loraAffinityThreshold: 1 });

  test.each(TREE_VECTORS.filter((vector) => vector.version === version || vector.version === 'both'))(
    '$what ($source)',
    ({ servers, asked, left }) => {
      expect(everyChoice((seed) => tree.choose(situationOf(servers, asked, seed)))).toEqual(left);
    },
  );

  test('now and then takes a server with room for the adapter: once in a thousand', () => {
    const servers = [
      { most: 2, active: ['lora'] },
      { most: 2, active: ['a'] },
    ];
    const random = seededRandom(7);
    const real = make();
    let elsewhere = 0;
    for (let i = 0; i < 20_000; i++) {
      const choice = real.choose({ ...situationOf(servers, { target: 'lora', priority: 1 }), random });
      if ('chosen' in choice && choice.chosen[0] === 1) elsewhere++;
    }
    // Binomial with mean 20 and deviation 4.5: five deviations.
    expect(elsewhere).toBeGreaterThan(0);
    expect(elsewhere).toBeLessThan(43);
  });
});

test.each(SCORER_VECTORS)('scores $what ($source)', ({ scorer, servers, asked, scores }) => {
  const situation = situationOf(servers, asked);
  const given = scorer(situation, placesOf(situation));
  expect(given).toHaveLength(scores.length);
  for (const [i, score] of scores.entries()) expect(given[i]).toBeCloseTo(score, 9);
});

describe('pickers', () => {
  const situation = (seed: number) => situationOf([{}, {}, {}], {}, seed);

  test('max-score takes the highest; equals by chance', () => {
    expect(everyChoice((seed) => ({ chosen: maxScore()(situation(seed), [0, 1, 2], [1, 3, 3]) }))).toEqual([1, 2]);
  });

  test('max-score gives so many to fall back on, in order', () => {
    for (let seed = 0; seed < 20; seed++)
      expect(maxScore(2)(situation(seed), [4, 7, 9], [0.2, 0.9, 0.5])).toEqual([7, 9]);
    expect(maxScore(5)(situation(1), [4, 7, 9], [0.2, 0.9, 0.5])).toEqual([7, 9, 4]);
  });

  test('random does not look at scores', () => {
    expect(everyChoice((seed) => ({ chosen: anyOf()(situation(seed), [0, 1, 2], [1, 0, 0]) }))).toEqual([0, 1, 2]);
  });

  test('weighted-random takes a server as often as its weight says, and none of weight 0 while another is left', () => {
    const random = seededRandom(3);
    const taken = [0, 0, 0];
    for (let i = 0; i < 10_000; i++) {
      const [place] = weightedRandom()({ ...situation(0), random }, [0, 1, 2], [1, 3, 0]);
      taken[place as number] = (taken[place as number] as number) + 1;
    }
    // 2,500 of 10,000; five deviations of 43.
    expect(taken[0]).toBeGreaterThan(2280);
    expect(taken[0]).toBeLessThan(2720);
    expect(taken[2]).toBe(0);
    expect(everyChoice((seed) => ({ chosen: weightedRandom()(situation(seed), [0, 1], [0, 0]) }))).toEqual([0, 1]);
  });
});

/** llm-d-router ebab687 filter/prefixcacheaffinity/plugin_test.go, its times as tokens of a server that computes 1,000 a second. */
const AFFINITY: readonly (readonly [
  what: string,
  gate: readonly [affinity: number, releaseAt: number, exploration?: number],
  servers: readonly Server[],
  kept: readonly number[],
])[] = [
  ['keeps all at a threshold of 0', [0, 100], [{ cached: 0 }, { cached: 90 }], [0, 1]],
  ['keeps one alone', [0.8, 100], [{ cached: 90 }], [0]],
  ['keeps all where nobody holds enough', [0.8, 100], [{ cached: 10 }, { cached: 20 }, { cached: 50 }], [0, 1, 2]],
  ['narrows to those who hold', [0.8, 5000], [{ cached: 90 }, { cached: 85 }, { cached: 10 }], [0, 1]],
  ['lets go when the others are so much less loaded', [0.8, 100], pair(500, 50), [0, 1]],
  ['not while they are not', [0.8, 1000], pair(500, 50), [0]],
  ['compares with the others, not with nothing', [0.8, 100], pair(500, 450), [0]],
  ['never lets go at 0', [0.8, 0], pair(5000, 50), [0]],
  ['explores', [0.8, 0, 1], pair(0, 0), [0, 1]],
];

test.each(AFFINITY)('the filter of prefix affinity %s', (_, [affinity, releaseAt, exploration], servers, kept) => {
  const situation = situationOf(servers);
  expect(prefixAffinity(affinity, releaseAt, exploration)(situation, placesOf(situation))).toEqual(kept);
});

test('roles by label: who says nothing decodes, and does not prefill (filter/bylabel/roles.go)', () => {
  const situation = situationOf([{}, ...['decode', 'prefill', 'both', 'encode'].map(withRole)]);
  const kept = (role: keyof typeof ROLES) => byLabel(ROLES[role])(situation, placesOf(situation));
  expect(kept('decode')).toEqual([0, 1, 3]);
  expect(kept('prefill')).toEqual([2, 3]);
  expect(kept('encode')).toEqual([4]);
});

function pair(holding: number, other: number): readonly Server[] {
  return [
    { cached: 90, prefillTokens: holding },
    { cached: 10, prefillTokens: other },
  ];
}

function withRole(role: string): Server {
  return { labels: { 'llm-d.ai/role': role } };
}

function placesOf({ candidates }: Situation): readonly number[] {
  return candidates.map((_, place) => place);
}

/** First choices of forty seeds: of at most three that are alike none is left out. */
function everyChoice(choose: (seed: number) => { readonly chosen: readonly number[] } | object): readonly number[] {
  const seen = new Set<number>();
  for (let seed = 0; seed < 40; seed++) {
    const choice = choose(seed);
    if ('chosen' in choice) seen.add(choice.chosen[0] as number);
  }
  return [...seen].toSorted((a, b) => a - b);
}
