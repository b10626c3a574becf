import {
  keepEjecting,
  LLAMA2_7B_A100,
  type Policy,
  policyRouter,
  predicted,
  type SimOutcome,
  seededRandom,
  simulate,
  sticky,
  WORKLOADS,
  weighted,
} from '@outrigger/inference';
import { describe, expect, test } from 'vitest';

const REPLICAS = 6;
const SHAREGPT = WORKLOADS.find(({ name }) => name === 'sharegpt') as (typeof WORKLOADS)[number];
const REQUESTS = SHAREGPT.requests({ perSecond: 15, ms: 150_000 }, seededRandom(3));

/** A minute in which endpoints answer 503 at once, and a minute after it. */
const FAILS = { from: 20_000, until: 80_000 };

describe.each([predicted, weighted, sticky].map((make) => [make().name, make] as const))('by %s', (_, make) => {
  test('a server that begins to fail draws requests to it, and hardly any where it is ejected', () => {
    const failed = (outcomes: readonly SimOutcome[]) => outcomes.filter(({ isFailed }) => isFailed).length;
    const unguarded = failed(play(make(), [2], false));
    const guarded = play(make(), [2], true);
    // It looks idle, so that it gets more than its share of the minute, a sixth.
    expect(unguarded).toBeGreaterThan((15 * 60) / 6);
    // Five, and one at each end of its time: after 30 and after 90 seconds.
    expect(failed(guarded)).toBeLessThanOrEqual(5 + 2);
    const late = guarded.filter(({ request, endpoint }) => request.at > FAILS.until + 40_000 && endpoint === 2);
    expect(late.length).toBeGreaterThan(20);
  });

  test('where all fail no more fails than without, and nothing is lost when they are well again', () => {
    const everyone = Array.from({ length: REPLICAS }, (_unused, at) => at);
    const unguarded = play(make(), everyone, false);
    const guarded = play(make(), everyone, true);
    const afterwards = (outcomes: readonly SimOutcome[]) =>
      outcomes.filter(({ request, isFailed }) => request.at >= FAILS.until && !isFailed);
    expect(guarded.filter(({ isFailed }) => isFailed)).toHaveLength(unguarded.filter((each) => each.isFailed).length);
    expect(afterwards(guarded)).toHaveLength(afterwards(unguarded).length);
    const used = new Set(afterwards(guarded).map(({ endpoint }) => endpoint));
    expect(used.size).toBe(REPLICAS);
  });
});

function play(policy: Policy, failing: readonly number[], isGuarded: boolean): readonly SimOutcome[] {
  return simulate({
    requests: REQUESTS,
    blockTokens: SHAREGPT.blockTokens,
    engine: LLAMA2_7B_A100,
    replicas: REPLICAS,
    scrapeMs: 50,
    patienceMs: 120_000,
    failures: failing.map((endpoint) => ({ endpoint, ...FAILS })),
    router: ({ book, now }) =>
      policyRouter(policy, {
        ...{ book, now, blockTokens: SHAREGPT.blockTokens, random: seededRandom(1) },
        ...(isGuarded && { ejecting: keepEjecting({ book, now }) }),
      }),
  });
}
