import {
  activeRequestScorer,
  anyOf,
  contextLengthScorer,
  decisionTree,
  decisionTreeOf040,
  kvCacheScorer,
  loadAwareScorer,
  loraScorer,
  maxScore,
  type Policy,
  predicted,
  prefixScorer,
  profilePolicy,
  queueScorer,
  runningScorer,
  type Scorer,
  sessionScorer,
  sticky,
  tokenLoadScorer,
  weighted,
  weightedRandom,
} from '@outrigger/inference';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { situationOf } from './situation-of.ts';

const server = fc.record({
  waiting: fc.nat(300),
  running: fc.nat(300),
  kv: fc.double({ min: 0, max: 1, noNaN: true }),
  active: fc.subarray(['lora', 'a', 'b']),
  loading: fc.subarray(['lora', 'c']),
  most: fc.nat(4),
  requests: fc.nat(50),
  prefillTokens: fc.nat(500_000),
  cached: fc.nat(4000),
  labels: fc.constantFrom({}, { 'llm-d.ai/context-length-range': '0-2048' }, { 'llm-d.ai/context-length-range': 'x' }),
});
const cases = fc.tuple(
  fc.array(server, { minLength: 1, maxLength: 12 }),
  fc.record({
    target: fc.constantFrom('lora', 'base'),
    priority: fc.integer({ min: -2, max: 2 }),
    promptTokens: fc.nat(8000),
  }),
  fc.integer(),
);

const SCORERS: readonly (readonly [string, Scorer])[] = [
  ['queue', queueScorer],
  ['running', runningScorer],
  ['cache', kvCacheScorer],
  ['load', loadAwareScorer()],
  ['requests', activeRequestScorer({ idle: 2, mostBusy: 0.5 })],
  ['tokens', tokenLoadScorer(100_000)],
  ['adapter', loraScorer],
  ['prefix', prefixScorer(0.5)],
  ['context', contextLengthScorer()],
  ['session', sessionScorer()],
];

test.each(SCORERS)('scores of the %s scorer lie in 0..1, one for each that is kept', (_, scorer) => {
  fc.assert(
    fc.property(cases, fc.nat(), ([servers, asked, seed], skip) => {
      const situation = situationOf(servers, asked, seed);
      const kept = servers.map((__, place) => place).filter((place) => place !== skip % servers.length);
      const scores = scorer(situation, kept);
      expect(scores).toHaveLength(kept.length);
      for (const score of scores) expect(score >= 0 && score <= 1).toBe(true);
    }),
  );
});

const POLICIES: readonly (() => Policy)[] = [
  decisionTree,
  decisionTreeOf040,
  weighted,
  sticky,
  predicted,
  ...[maxScore(3), anyOf(3), weightedRandom(3)].map((picker, at) => () => profileWith(picker, `with picker ${at}`)),
];

describe.each(POLICIES.map((make) => [make().name, make] as const))('policy %s', (_, make) => {
  test('chooses candidates, each once, and the same ones for the same seed', () => {
    fc.assert(
      fc.property(cases, ([servers, asked, seed]) => {
        const choose = () => make().choose(situationOf(servers, asked, seed));
        const choice = choose();
        expect(choose()).toEqual(choice);
        if ('refused' in choice) return;
        expect(choice.chosen.length).toBeGreaterThan(0);
        expect(new Set(choice.chosen).size).toBe(choice.chosen.length);
        for (const place of choice.chosen) expect(servers[place]).toBeDefined();
      }),
    );
  });

  test('being asked for reasons changes nothing', () => {
    fc.assert(
      fc.property(cases, ([servers, asked, seed]) => {
        const silent = make().choose(situationOf(servers, asked, seed));
        const told = make().choose({ ...situationOf(servers, asked, seed), tell: () => undefined });
        expect(told).toEqual(silent);
      }),
    );
  });
});

test('a profile whose filter leaves nothing refuses: a label is no wish', () => {
  const none = profilePolicy({
    name: 'none',
    filters: [{ name: 'nobody', filter: () => [] }],
    scorers: [],
    picker: maxScore(),
  });
  expect(none.choose(situationOf([{}, {}]))).toEqual({ refused: 'none-fits' });
});

function profileWith(picker: ReturnType<typeof maxScore>, name: string): Policy {
  return profilePolicy({
    name,
    scorers: [
      { name: 'queue', scorer: queueScorer, weight: 1 },
      { name: 'prefix', scorer: prefixScorer(), weight: 3 },
    ],
    picker,
  });
}
