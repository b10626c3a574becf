import { createHash } from 'node:crypto';
import {
  ApiError,
  type Client,
  type Clock,
  ConnectionError,
  type ElectionTiming,
  holdElection,
  type LeaseObject,
  machineClock,
  type ObservedLease,
  observeLease,
} from '@outrigger/cluster';
import { liveMembers, type MemberLease, type MemberSighting, sightMembers } from './live-members.ts';
import { planShards } from './plan-shards.ts';

/** Which shards there are, and what is done with those that are ours. */
export interface ShardOptions {
  readonly client: Client;
  /** Where the Leases are. */
  readonly namespace: string;
  /** Of the service; its replicas have the same. */
  readonly name: string;
  /** Of this replica, and of no other: a pod's name. */
  readonly identity: string;
  readonly shards: readonly string[];
  /** Does a shard's work until the signal ends; by then what it has in hand must be stored. */
  readonly hold: (shard: string, whileHeld: AbortSignal) => Promise<void>;
  readonly onHeld?: (shards: readonly string[]) => void;
  readonly timing?: Partial<ElectionTiming>;
  readonly clock?: Clock;
  readonly random?: () => number;
}

/**
 * Shares shards out among the replicas of a service until the signal ends. Each replica renews a Lease of its own; by those that
 * live the shards are planned, and a shard is worked on by whoever holds the Lease of that shard: plans may differ for a moment,
 * but no shard is ever in two hands. One shard and several replicas: leader election.
 */
export async function holdShards(options: ShardOptions, signal: AbortSignal): Promise<void> {
  const { client, namespace, name, identity, shards, clock = machineClock, timing, random, onHeld } = options;
  const stand = { client, namespace, identity, clock, ...(timing && { timing }), ...(random && { random }) };
  const held = new Set<string>();
  const working = new Map<string, { readonly ending: AbortController; readonly done: Promise<void> }>();
  const failed = new AbortController();
  const ends = AbortSignal.any([signal, failed.signal]);
  let failure: { readonly error: unknown } | undefined;
  const fail = (error: unknown): void => {
    failure ??= { error };
    failed.abort();
  };
  const told = (shard: string, isHeld: boolean): void => {
    if (isHeld) held.add(shard);
    else held.delete(shard);
    onHeld?.([...held].sort());
  };

  const shardLease = (shard: string): string => `${name}-shard-${slug(shard)}`;
  async function work(shard: string, ending: AbortSignal): Promise<void> {
    while (!ending.aborted) {
      await holdElection(
        {
          ...stand,
          name: shardLease(shard),
          // Of a replica that is gone this has been seen not to change for as long as its other Lease.
          seen: shardsSeen.get(shardLease(shard)),
          async lead(whileLeading) {
            told(shard, true);
            try {
              await options.hold(shard, whileLeading);
            } finally {
              told(shard, false);
            }
          },
        },
        ending,
      );
    }
  }

  // Being there is a Lease as well, which nobody else stands for.
  const beThere = async (): Promise<void> => {
    const lead = (whileLeading: AbortSignal) => aborted(whileLeading);
    while (!ends.aborted) await holdElection({ ...stand, name: `${name}-member-${slug(identity)}`, lead }, ends);
  };
  const there = beThere().catch(fail);

  const shardsSeen = new Map<string, ObservedLease>();
  let sightings: ReadonlyMap<string, MemberSighting> = new Map();
  while (!ends.aborted) {
    const leases = await readLeases(client, namespace).catch(ifAway);
    // While the server is away nobody can take a Lease, either: the plan stays.
    if (leases !== undefined) {
      const now = clock.now();
      for (const lease of leases) {
        const named = lease.metadata?.name ?? '';
        if (named.startsWith(`${name}-shard-`)) shardsSeen.set(named, observeLease(shardsSeen.get(named), lease, now));
      }
      sightings = sightMembers(sightings, membersIn(leases, `${name}-member-`), now);
      const plan = planShards(shards, liveMembers(sightings, clock.now()));
      for (const shard of shards) {
        const isOurs = plan.get(shard) === identity;
        const ours = working.get(shard);
        if (isOurs && ours === undefined) {
          const ending = new AbortController();
          const done = work(shard, AbortSignal.any([ends, ending.signal]))
            .catch(fail)
            .finally(() => working.delete(shard));
          working.set(shard, { ending, done });
        } else if (!isOurs) ours?.ending.abort();
      }
    }
    await clock.delay(timing?.retryMs ?? 2000, ends);
  }
  await Promise.all([there, ...[...working.values()].map(({ done }) => done)]);
  if (failure) throw failure.error;
}

const LEASES = { group: 'coordination.k8s.io', version: 'v1', plural: 'leases' };

async function readLeases(client: Client, namespace: string): Promise<readonly LeaseObject[]> {
  return (await client.list(LEASES, { namespace, retries: 0 })).items as readonly LeaseObject[];
}

function membersIn(leases: readonly LeaseObject[], prefix: string): readonly MemberLease[] {
  return leases
    .filter(({ metadata }) => metadata?.name?.startsWith(prefix))
    .map(({ metadata, spec: { holderIdentity = '', renewTime = '', leaseDurationSeconds = 15 } = {} }) => {
      return { name: metadata?.name ?? '', holder: holderIdentity, renewTime, leaseMs: leaseDurationSeconds * 1000 };
    });
}

function ifAway(error: unknown): undefined {
  if (error instanceof ConnectionError || error instanceof ApiError) return undefined;
  throw error;
}

function aborted(signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  if (signal.aborted) resolve();
  signal.addEventListener('abort', () => resolve(), { once: true });
  return promise;
}

/** As a name of an object may be: what is told apart stays apart. */
function slug(text: string): string {
  const plain = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40);
  return plain === text ? plain : `${plain || 'x'}-${createHash('sha256').update(text).digest('hex').slice(0, 8)}`;
}
