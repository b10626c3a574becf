import { ANY_MODEL, type PoolNow } from '@outrigger/inference';
import { badFlag } from '../../world/failure.ts';
import type { Surroundings } from '../../world/surroundings.ts';
import { type ClusterFlags, followPoolCluster } from './follow-pool-cluster.ts';
import { followPoolFiles } from './follow-pool-files.ts';
import { readEndpoints } from './read-endpoints.ts';

/** Where the pool comes from: one of a list, files, or a cluster. */
export interface PoolFlags extends ClusterFlags {
  readonly endpoints?: string;
  readonly filename?: readonly string[];
  readonly pool?: string;
  readonly namespace?: string;
  readonly modelHeaders?: boolean;
}

/** A pool that can be followed. */
export interface ChosenPool extends Disposable {
  /** Calls back with the pool, and after each change of it. What it answers with ends with the signal, or fails before. */
  readonly follow: (hear: (pool: PoolNow) => void, signal: AbortSignal) => Promise<void>;
}

/** Finds the pool that the flags name; undefined when its files cannot be understood, which has been told. */
export async function choosePool(flags: PoolFlags, surroundings: Surroundings): Promise<ChosenPool | undefined> {
  const { endpoints, filename, pool: name, namespace } = flags;
  if (endpoints !== undefined) {
    if (filename || name !== undefined)
      throw badFlag('--endpoints', 'the endpoints are named, and a pool too', 'name one of the two');
    const list = readEndpoints(endpoints);
    return chosen(async (hear) => hear({ endpoints: list, models: ANY_MODEL }));
  }
  if (filename) {
    const files = await followPoolFiles(filename, { name, namespace }, surroundings);
    return files && chosen(async (hear) => files.follow(hear), files);
  }
  if (name === undefined)
    throw badFlag('--endpoints', 'no pool is named', 'name model servers by ip:port, or a pool by -f or --pool');
  return chosen((hear, signal) => followPoolCluster({ name, namespace }, flags, surroundings, hear, signal));
}

function chosen(follow: ChosenPool['follow'], resource?: Disposable): ChosenPool {
  return { follow, [Symbol.dispose]: () => resource?.[Symbol.dispose]() };
}
