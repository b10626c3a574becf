import { describe, expect, test } from 'vitest';
import { decisionTreeOf040 } from '../schedule/policies/decision-tree.ts';
import { weighted } from '../schedule/policies/weighted.ts';
import { seededRandom } from '../schedule/seeded-random.ts';
import { CONTENDERS } from './contenders.ts';
import { LLAMA2_7B_A100, QWEN3_32B_H100 } from './engine/engine-profile.ts';
import { policyRouter } from './policy-router.ts';
import { kubeService, roundRobin } from './service-routers.ts';
import { type Simulation, simulate } from './simulate.ts';
import { summarise } from './summarise.ts';
import { MULTI_LORA, SHAREGPT } from './workload/all-workloads.ts';
import { SHARED_PREFIX } from './workload/shared-prefix.ts';
import type { Workload } from './workload/workload.ts';

const ROUTERS = {
  service: () => kubeService(seededRandom(7)),
  roundRobin: () => roundRobin(),
  tree: (world) => policyRouter(decisionTreeOf040(), { ...world, blockTokens: 64, random: seededRandom(5) }),
  weighted: (world) => policyRouter(weighted(), { ...world, blockTokens: 64, random: seededRandom(5) }),
} satisfies Record<string, Simulation['router']>;

describe('a simulation', () => {
  test('repeats exactly with the same seed', () => {
    const play = () => run(SHAREGPT, 60, 'tree');
    expect(play()).toEqual(play());
  });

  test('answers one request alone in the time of its steps', () => {
    const [request] = SHAREGPT.requests({ perSecond: 1, ms: 10_000 }, seededRandom(2));
    if (!request) throw new Error('no request');
    const one = { ...request, at: 0, promptTokens: 600, outputTokens: 3, prefix: { ...request.prefix, blocks: 0 } };
    const [outcome] = simulate({ ...setting(SHAREGPT), requests: [one], router: ROUTERS.roundRobin });
    // 512 prompt tokens fit into a step, the other 88 into the second, which gives the first token.
    const first = 2 * 14 + 600 * 6.769e-2;
    const [second, third] = [601, 602].map((held) => 14 + 0.1026 + held * 5.353e-4) as [number, number];
    expect(outcome?.firstTokenAt).toBeCloseTo(first, 6);
    expect(outcome?.endedAt).toBeCloseTo(first + second + third, 6);
  });

  test('finds the blocks of a prompt that was computed before', () => {
    const [request] = SHARED_PREFIX.requests({ perSecond: 1, ms: 10_000 }, seededRandom(2));
    if (!request) throw new Error('no request');
    const engine = { ...QWEN3_32B_H100, mostBatchedTokens: 1000 };
    const alike = [0, 1, 60_000].map((at, id) => ({ ...request, id, at, outputTokens: 2 }));
    const outcomes = simulate({ ...setting(SHARED_PREFIX), engine, requests: alike, router: () => toFirst });
    const all = Math.floor(request.promptTokens / 64) * 64;
    // The second starts in the step that computes the last of the first.
    expect(outcomes.map(({ cachedTokens }) => cachedTokens)).toEqual([0, all, all]);
  });

  test('makes the youngest start anew when the cache has no block for the next token', () => {
    const [request] = SHAREGPT.requests({ perSecond: 1, ms: 10_000 }, seededRandom(2));
    if (!request) throw new Error('no request');
    const prefix = { ...request.prefix, blocks: 0 };
    const two = [0, 1].map((at) => ({ ...request, id: at, at, promptTokens: 100, outputTokens: 200, prefix }));
    const play = (kvTokens: number) => {
      const engine = { ...LLAMA2_7B_A100, kvTokens };
      return simulate({ ...setting(SHAREGPT), engine, requests: two, router: () => toFirst });
    };
    const [roomy, tight] = [play(64 * 20), play(64 * 8)];
    // Five blocks each: the first goes on as if it were nearly alone, the second waits for it, and keeps its first token.
    expect(tight[0]?.endedAt).toBeLessThan(roomy[0]?.endedAt as number);
    expect(tight[1]?.firstTokenAt).toBe(roomy[1]?.firstTokenAt);
    expect(tight[1]?.endedAt).toBeGreaterThan((roomy[1]?.endedAt as number) + 500);
  });

  test('shows what a shared prompt is worth: a policy that knows caches finds most of it there', () => {
    const blind = summarise(run(SHARED_PREFIX, 15, 'roundRobin'));
    const knowing = summarise(run(SHARED_PREFIX, 15, 'weighted'));
    expect(knowing.cacheHits).toBeGreaterThan(3 * blind.cacheHits);
    expect(knowing.ttft.p90).toBeLessThan(blind.ttft.p90 / 10);
  });

  test('shows what adapters cost: a policy that knows them loads fewer', () => {
    const blind = summarise(run(MULTI_LORA, 40, 'service'));
    const knowing = summarise(run(MULTI_LORA, 40, 'tree'));
    expect(knowing.ttft.p50).toBeLessThan(blind.ttft.p50 / 5);
  });

  test('shows what the picker’s queue is worth in an overload: nobody is shed, and tokens come faster, for batches do not fill', () => {
    const requests = SHAREGPT.requests({ perSecond: 45, ms: 15_000 }, seededRandom(1));
    const play = (name: 'predicted' | 'predicted-queueing') =>
      summarise(simulate({ ...setting(SHAREGPT), replicas: 2, requests, router: CONTENDERS[name](64, 1) }));
    const [without, queueing] = [play('predicted'), play('predicted-queueing')];
    expect(queueing).toMatchObject({ sent: requests.length, refused: 0, unfinished: 0 });
    expect(queueing.tpot.p90).toBeLessThan(without.tpot.p90 * 0.9);
    expect(queueing.endToEnd.p90).toBeLessThan(without.endToEnd.p90 * 1.05);
  });
});

const toFirst = { name: 'first', route: () => 0 };

function run(workload: Workload, perSecond: number, router: keyof typeof ROUTERS) {
  const requests = workload.requests({ perSecond, ms: 30_000 }, seededRandom(1));
  return simulate({ ...setting(workload), requests, router: ROUTERS[router] });
}

function setting({ blockTokens, name }: Workload) {
  const engine = name === 'shared-prefix' ? QWEN3_32B_H100 : LLAMA2_7B_A100;
  return { blockTokens, engine, replicas: 8, scrapeMs: 50, patienceMs: 60_000 };
}
