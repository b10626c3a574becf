import { createHash } from 'node:crypto';

/**
 * Shares shards out among members: each to the member that it suits best (rendezvous hashing), and to none more than its share.
 * Whoever knows the same members comes to the same plan, and of most shards the holder stays when a member comes or goes.
 */
export function planShards(shards: readonly string[], members: readonly string[]): ReadonlyMap<string, string> {
  const most = Math.ceil(shards.length / Math.max(1, members.length));
  const load = new Map<string, number>();
  const plan = new Map<string, string>();
  const wishes = shards
    .flatMap((shard) => members.map((member) => ({ shard, member, weight: weightOf(shard, member) })))
    .sort((a, b) => (a.weight < b.weight ? 1 : -1));
  for (const { shard, member } of wishes) {
    const held = load.get(member) ?? 0;
    if (plan.has(shard) || held >= most) continue;
    plan.set(shard, member);
    load.set(member, held + 1);
  }
  return plan;
}

function weightOf(shard: string, member: string): string {
  return createHash('sha256').update(`${shard}\n${member}`).digest('hex');
}
