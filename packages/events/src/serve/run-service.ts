import type { Client, Clock } from '@outrigger/cluster';
import { type Classifier, createClassifier } from '../classify/classify.ts';
import type { CausalRules } from '../correlate/correlator.ts';
import type { CannotListen } from '../query/listen.ts';
import { createLiveTail } from '../query/live-tail.ts';
import { createRestApi, type Health } from '../query/rest.ts';
import type { BufferedStore } from '../store/buffer/buffered-store.ts';
import type { EventStore } from '../store/event-store.ts';
import { Superseded } from '../store/superseded.ts';
import type { ClusterConfiguration, Configuration } from './configuration.ts';
import { createEventMetrics } from './event-metrics.ts';
import { followCluster } from './follow-cluster.ts';
import { holdShards } from './hold-shards.ts';
import { keepRetention } from './keep-retention.ts';
import { listenService } from './listen-service.ts';

/** What the service stands on. */
export interface ServiceOptions {
  readonly configuration: Configuration;
  /** Buffered, it may be away for a while, and reading goes on. */
  readonly store: EventStore & Partial<Pick<BufferedStore, 'waiting'>>;
  /** Other replicas write into the same: one of them looks after what is too old. Else each does so for its own. */
  readonly isShared?: boolean;
  /** Whose rules may be replaced while it runs; the catalogue alone when it is left out. */
  readonly classifier?: Classifier;
  /** Causal rules of the user's own; a function is asked at every batch, so that they may be replaced, too. */
  readonly rules?: CausalRules;
  /** Reaches a cluster. */
  readonly connect: (cluster: Pick<ClusterConfiguration, 'name' | 'context' | 'kubeconfig'>) => Promise<Client>;
  readonly clock: Clock;
  /** Tells this run from others: in the ids of the live tail, and among replicas. */
  readonly run: string;
  /** Said when it listens. */
  readonly onListening?: (url: string, health: string | undefined) => void;
  readonly onTrouble?: (what: string, error: unknown) => void;
}

/** Why it did not start. */
export type CannotServe = CannotListen;

/**
 * Reads the clusters of the configuration into the store and answers questions until the signal ends. In that order it then
 * ends: clusters are read no more, what is in hand is stored, tails end, nothing listens. The store is left to whoever opened it.
 */
export async function runService(options: ServiceOptions, signal: AbortSignal): Promise<CannotServe | undefined> {
  const { configuration, store, rules, connect, clock, run, onListening, onTrouble } = options;
  const { replicas, retention } = configuration;
  const metrics = createEventMetrics();
  const tail = createLiveTail({ run });
  const closing = new AbortController();
  const shards = shardsOf(configuration);
  let held = replicas === undefined ? shards.length : 0;
  const ready = new Set<Shard>();
  const api = createRestApi({
    store,
    tail,
    now: clock.now,
    health: (): Health =>
      ready.size >= held
        ? { status: 'ok' }
        : { status: 'starting', detail: `${ready.size} of ${held} shards are read` },
    metrics() {
      metrics.setHeld(held);
      metrics.setListeners(tail.listeners());
      if (store.waiting !== undefined) metrics.setWaiting(store.waiting());
      return metrics.text();
    },
    signal: closing.signal,
    onTrouble: (error) => onTrouble?.('the store', error),
  });
  const listening = await listenService(api, configuration.listen);
  if ('refused' in listening) return listening;
  onListening?.(listening.url, listening.health);

  const failing = new AbortController();
  const ends = AbortSignal.any([signal, failing.signal]);
  const classifier = options.classifier ?? createClassifier();
  const follow = async (shard: Shard, ending: AbortSignal): Promise<void> => {
    const { cluster, namespace } = shard;
    const client = await connect(cluster);
    const told = (error: unknown): void => onTrouble?.(`cluster ${cluster.name}`, error);
    while (!ending.aborted) {
      try {
        const { labels, limits, batch } = configuration;
        const batching = { enough: batch?.maxEvents, lingerMs: batch?.maxWait };
        const onReady = () => void ready.add(shard);
        const how = { classifier, rules, metrics, tail, labels, limits, batching, clock };
        await followCluster({ client, cluster, namespace, store, ...how, onReady, onTrouble: told }, ending);
      } catch (error) {
        if (!(error instanceof Superseded)) throw error;
        metrics.superseded(cluster.name);
        told(error);
        await clock.delay(SUPERSEDED_WAIT, ending);
      } finally {
        ready.delete(shard);
      }
    }
  };
  const retain = (ending: AbortSignal): Promise<void> =>
    keepRetention({ retention, store, metrics, clock, onTrouble: (error) => onTrouble?.('retention', error) }, ending);
  const isRetainedByOne = replicas !== undefined && options.isShared === true;
  const working = isRetainedByOne ? [] : [retain(ends)];
  if (replicas === undefined) working.push(...shards.map((shard) => follow(shard, ends)));
  else {
    const byName = new Map(shards.map((shard) => [nameOf(shard), shard]));
    const { leaseDuration, namespace, name, context, kubeconfig } = replicas;
    const sharing = {
      client: await connect({ name: 'leases', context, kubeconfig }),
      namespace,
      name,
      identity: run,
      // As client-go has them to each other: 15, 10 and 2 seconds.
      timing: { leaseMs: leaseDuration, renewMs: (leaseDuration * 2) / 3, retryMs: leaseDuration / 7.5 },
      shards: [...byName.keys(), ...(isRetainedByOne ? [RETENTION] : [])],
      hold(named: string, whileHeld: AbortSignal) {
        const shard = byName.get(named);
        return shard === undefined ? retain(whileHeld) : follow(shard, whileHeld);
      },
      onHeld(names: readonly string[]) {
        held = names.filter((each) => byName.has(each)).length;
      },
      clock,
    };
    working.push(holdShards(sharing, ends));
  }
  // One that fails ends the others: a service that reads half of what it was told to would look healthy.
  for (const each of working) each.catch(() => failing.abort());
  const ended = await Promise.allSettled(working);
  closing.abort();
  await listening.close();
  for (const result of ended) if (result.status === 'rejected') throw result.reason;
  return undefined;
}

/** What one replica reads: a cluster, or one namespace of it. */
interface Shard {
  readonly cluster: ClusterConfiguration;
  readonly namespace: string | undefined;
}

function shardsOf({ clusters }: Configuration): readonly Shard[] {
  return clusters.flatMap((cluster) =>
    (cluster.namespaces ?? [undefined]).map((namespace) => ({ cluster, namespace })),
  );
}

function nameOf({ cluster, namespace }: Shard): string {
  return namespace === undefined ? cluster.name : `${cluster.name}/${namespace}`;
}

/** A duty of one replica; no cluster's name has a space. */
const RETENTION = 'retention ';
/** Two who both believe to lead take turns until one of them has heard that it does not. */
const SUPERSEDED_WAIT = 1000;
