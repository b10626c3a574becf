import { clientOf, createLocal } from '@outrigger/cluster';
import { holdShards, planShards } from '@outrigger/events';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';

describe('a plan of shards', () => {
  const names = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,6}$/), { minLength: 1, maxLength: 12 });

  test('gives each shard to one member, and no member more than its share', () => {
    fc.assert(
      fc.property(names, names, (shards, members) => {
        const plan = planShards(shards, members);
        expect([...plan.keys()].sort()).toEqual([...shards].sort());
        const loads = [...Map.groupBy(plan.values(), (member) => member).values()].map(({ length }) => length);
        expect(Math.max(...loads)).toBeLessThanOrEqual(Math.ceil(shards.length / members.length));
      }),
    );
  });

  test('does not hang on the order in which they are named', () => {
    fc.assert(
      fc.property(names, names, (shards, members) => {
        const turned = planShards(shards.toReversed(), members.toReversed());
        expect(Object.fromEntries(turned)).toEqual(Object.fromEntries(planShards(shards, members)));
      }),
    );
  });
});

describe('replicas that share shards', () => {
  const timing = { leaseMs: 1000, renewMs: 600, retryMs: 20 };
  const shards = ['east/shop', 'east/bank', 'west', 'north'];

  function cluster() {
    const server = createLocal();
    onTestFinished(() => server.close());
    return clientOf(server, { username: 'outrigger', groups: ['system:masters'] });
  }

  function startReplica(client: ReturnType<typeof cluster>, identity: string, busy: Map<string, string[]>) {
    const ending = new AbortController();
    const hold = async (shard: string, whileHeld: AbortSignal): Promise<void> => {
      busy.set(shard, [...(busy.get(shard) ?? []), identity]);
      collisions = Math.max(collisions, busy.get(shard)?.length ?? 0);
      await new Promise((resolve) => whileHeld.addEventListener('abort', resolve, { once: true }));
      busy.set(shard, busy.get(shard)?.filter((each) => each !== identity) ?? []);
    };
    const done = holdShards(
      { client, namespace: 'default', name: 'events', identity, shards, hold, timing },
      ending.signal,
    );
    return { end: () => ending.abort(), done };
  }

  let collisions = 0;

  test('hold each shard once, half of them each, and take over those of one that ends', async () => {
    const busy = new Map<string, string[]>();
    const loadOf = (identity: string) => [...busy.values()].filter((holders) => holders.includes(identity)).length;
    const client = cluster();
    const [a, b] = [startReplica(client, 'pod-a', busy), startReplica(client, 'pod-b', busy)];
    await expect.poll(() => [loadOf('pod-a'), loadOf('pod-b')], { timeout: 8000 }).toEqual([2, 2]);
    b.end();
    await b.done;
    await expect.poll(() => loadOf('pod-a'), { timeout: 8000 }).toBe(4);
    a.end();
    await a.done;
    expect([collisions, [...busy.values()].flat()]).toEqual([1, []]);
  });
});
