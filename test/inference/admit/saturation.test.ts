import {
  CONCURRENCY_LIMITS,
  concurrency,
  type EndpointState,
  goodCapacity,
  SHED_CURVE,
  type Shedding,
  shedAllButCritical,
  shedByChance,
  shedNone,
  shedSheddable,
  UTILIZATION_LIMITS,
  utilization,
} from '@outrigger/inference';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { endpointState as at } from './pool-states.ts';

type Row = readonly [says: string, pool: readonly EndpointState[], expected: number];

// The states are of moment 0.
const rooms: readonly Row[] = [
  ['no endpoints have no room', [], 1],
  ['an idle endpoint has room', [at({})], 0],
  ['exactly at both limits there is room', [at({ waiting: 5, kvUsage: 0.8 })], 0],
  ['one more that waits, and there is none', [at({ waiting: 6 })], 1],
  ['a little more cache, and there is none', [at({ kvUsage: 0.81 })], 1],
  ['one endpoint with room is enough', [at({ waiting: 50 }), at({ waiting: 5 })], 0],
  ['of which nothing is known has none', [at(undefined)], 1],
  ['what this process sent since counts as waiting', [at({ waiting: 3 }, { unseen: 3 })], 1],
];

const means: readonly Row[] = [
  ['no endpoints are full', [], 1],
  ['an idle endpoint is empty', [at({})], 0],
  ['the queue, where it is scarcer', [at({ waiting: 4, kvUsage: 0.4 })], 0.8],
  ['the cache, where it is scarcer', [at({ waiting: 1, kvUsage: 0.6 })], 0.75],
  ['not cut at 1', [at({ waiting: 15 })], 3],
  ['the mean of all', [at({ waiting: 5 }), at({})], 0.5],
  ['unknown is full', [at(undefined), at({})], 0.5],
  ['what this process sent since counts as waiting', [at({ waiting: 1 }, { unseen: 4 })], 1],
];

describe('saturation by the constants of upstream', () => {
  test.each(rooms)('v0.4.0: %s', (_, pool, expected) => {
    expect(goodCapacity()(pool, 0)).toBe(expected);
  });

  test.each(means)('utilization: %s', (_, pool, expected) => {
    expect(utilization(UTILIZATION_LIMITS)(pool, 0)).toBeCloseTo(expected);
    expect(utilization()(pool, 0)).toBeCloseTo(expected);
  });

  test.each([
    [200, 0, 0],
    [201, 1, 1],
  ])('measurements %i ms old: v0.4.0 %d, utilization %d', (now, room, mean) => {
    const pool = [at({})];
    expect([goodCapacity()(pool, now), utilization(UTILIZATION_LIMITS)(pool, now)]).toEqual([room, mean]);
  });

  test('what is unknown can be left out, and a pool of which nothing is known has room then', () => {
    const lenient = utilization({ ...UTILIZATION_LIMITS, unknown: 'ignored' });
    expect([lenient([at(undefined), at({ waiting: 5 })], 0), lenient([at(undefined)], 0)]).toEqual([1, 0]);
  });

  test('an idle endpoint that is asked every 5 s is not full, whatever its age', () => {
    expect(utilization()([at({})], 4999)).toBe(0);
  });

  test.each([
    ['requests', 0.5],
    ['tokens', 0.75],
    ['hybrid', 0.75],
  ] as const)('concurrency by %s is what is in flight of all that may be', (mode, expected) => {
    const pool = [at(undefined, { requests: 100, tokens: 1_500_000 }), at(undefined)];
    expect(concurrency({ ...CONCURRENCY_LIMITS, mode })(pool, 0)).toBe(expected);
    expect(concurrency({ ...CONCURRENCY_LIMITS, mode })([], 0)).toBe(1);
  });
});

describe('who is dropped', () => {
  const drops = (shedding: Shedding, priority: number, saturation: number) =>
    shedding(
      priority,
      () => saturation,
      () => 0,
    );

  test.each<[string, Shedding, readonly boolean[]]>([
    ['sheddable ones', shedSheddable, [false, false, true]],
    ['all but critical ones, in the time of the article', shedAllButCritical, [false, true, true]],
    ['none', shedNone, [false, false, false]],
    ['sheddable ones by chance', shedByChance(), [false, false, true]],
  ])('of a full pool: %s', (_, shedding, expected) => {
    expect([1, 0, -1].map((priority) => drops(shedding, priority, 1))).toEqual(expected);
  });

  test('nobody of a pool with room', () => {
    for (const shedding of [shedSheddable, shedAllButCritical, shedNone])
      expect([1, 0, -1].map((priority) => drops(shedding, priority, 0.99))).toEqual([false, false, false]);
  });

  test.each([
    [0.08, 0.001],
    [0.15, 0.0228],
    [0.2, 0.096],
    [0.3, 0.729],
    [0.34, 1],
  ])('by chance at a saturation of %d: a share of %d, as upstream tells of its curve', (saturation, share) => {
    const drop = (chance: number) =>
      shedByChance(SHED_CURVE)(
        -1,
        () => saturation,
        () => chance,
      );
    const known = saturation ** SHED_CURVE.power * SHED_CURVE.k;
    expect(Math.min(1, known)).toBeCloseTo(share, 3);
    expect([drop(0), drop(Math.min(1, known) - 1e-9)]).toEqual([true, true]);
    if (share < 1) expect(drop(known)).toBe(false);
  });

  test('more are dropped of a fuller pool', () => {
    const shedding = shedByChance();
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 2, noNaN: true }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (saturation, chance) => {
          const at = (value: number) =>
            shedding(
              -1,
              () => value,
              () => chance,
            );
          expect(at(saturation) && !at(saturation + 0.1)).toBe(false);
        },
      ),
    );
  });
});
