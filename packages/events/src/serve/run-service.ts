import type { Client, Clock } from '@outrigger/cluster';
import { type Classifier, createClassifier } from '../classify/classify.ts';
import { listenRest, type RestListening, serveApi } from '../query/listen.ts';
import { createLiveTail } from '../query/live-tail.ts';
import { createRestApi, type Health, type RestApi } from '../query/rest.ts';
import type { EventStore } from '../store/event-store.ts';
import type { ClusterConfiguration, Configuration } from './configuration.ts';
import { createEventMetrics } from './event-metrics.ts';
import { followCluster } from './follow-cluster.ts';
import { holdShards } from './hold-shards.ts';

/** What the service stands on. */
export interface ServiceOptions {
  readonly configuration: Configuration;
  readonly store: EventStore;
  /** Whose rules may be replaced while it runs; the catalogue alone when it is left out. */
  readonly classifier?: Classifier;
  /** Reaches a cluster. */
  readonly connect: (cluster: ClusterConfiguration) => Promise<Client>;
  readonly clock: Clock;
  /** Tells this run from others: in the ids of the live tail, and among replicas. */
  readonly run: string;
  /** Said when it listens. */
  readonly onListening?: (url: string, health: string | undefined) => void;
  readonly onTrouble?: (what: string, error: unknown) => void;
}

/** Why it did not start. */
export interface CannotServe {
  readonly refused: 'port-taken' | 'no-such-address' | 'not-loopback';
  readonly detail: string;
}

/**
 * Reads the clusters of the configuration into the store and answers questions until the signal ends. In that order it then
 * ends: clusters are read no more, what is in hand is stored, tails end, nothing listens. The store is left to whoever opened it.
 */
export async function runService(options: ServiceOptions, signal: AbortSignal): Promise<CannotServe | undefined> {
  const {
    configuration,
    store,
    connect,
    clock,
    run,
    classifier = createClassifier(),
    onListening,
    onTrouble,
  } = options;
  const metrics = createEventMetrics();
  const tail = createLiveTail({ run });
  const closing = new AbortController();
  const shards: readonly Shard[] = configuration.clusters.flatMap((cluster) =>
    (cluster.namespaces ?? [undefined]).map((namespace) => ({ cluster, namespace })),
  );
  let held = configuration.replicas === undefined ? shards.length : 0;
  const ready = new Set<Shard>();
  const health = (): Health =>
    ready.size >= held ? { status: 'ok' } : { status: 'starting', detail: `${ready.size} of ${held} shards are read` };
  const text = (): Promise<string> => {
    metrics.setHeld(held);
    metrics.setListeners(tail.listeners());
    return metrics.text();
  };
  const told = (error: unknown): void => onTrouble?.('the store', error);
  const api = createRestApi({
    store,
    tail,
    now: clock.now,
    health,
    metrics: text,
    signal: closing.signal,
    onTrouble: told,
  });
  const listening = await listen(api, configuration);
  if ('refused' in listening) return listening;
  onListening?.(listening.api.url, listening.health?.url);

  const failing = new AbortController();
  const ends = AbortSignal.any([signal, failing.signal]);
  const follow = async (shard: Shard, ending: AbortSignal): Promise<void> => {
    const { cluster, namespace } = shard;
    const client = await connect(cluster);
    try {
      await followCluster(
        {
          client,
          cluster,
          namespace,
          store,
          classifier,
          metrics,
          tail,
          labels: configuration.labels,
          limits: configuration.limits,
          clock,
          onReady: () => ready.add(shard),
          onTrouble: (error) => onTrouble?.(`cluster ${cluster.name}`, error),
        },
        ending,
      );
    } finally {
      ready.delete(shard);
    }
  };
  const { replicas } = configuration;
  const following =
    replicas === undefined
      ? shards.map((shard) => follow(shard, ends))
      : [
          holdShards(
            {
              client: await connect({ name: 'leases', context: replicas.context, eventTtl: 0 }),
              ...replicas,
              identity: run,
              shards: shards.map(nameOf),
              hold: (name, held) => follow(shards.find((shard) => nameOf(shard) === name) as Shard, held),
              onHeld: (names) => {
                held = names.length;
              },
              clock,
            },
            ends,
          ),
        ];
  // One that fails ends the others: a service that reads half of what it was told to would look healthy.
  for (const each of following) each.catch(() => failing.abort());
  const ended = await Promise.allSettled([...following, keepRetention(options, ends)]);
  closing.abort();
  await listening.api.close();
  await listening.health?.close();
  for (const result of ended) if (result.status === 'rejected') throw result.reason;
  return undefined;
}

/** What one replica reads: a cluster, or one namespace of it. */
interface Shard {
  readonly cluster: ClusterConfiguration;
  readonly namespace: string | undefined;
}

function nameOf({ cluster, namespace }: Shard): string {
  return namespace === undefined ? cluster.name : `${cluster.name}/${namespace}`;
}

type Listening = { readonly api: RestListening; readonly health: RestListening | undefined };

async function listen(api: RestApi, { listen: { port, health } }: Configuration): Promise<Listening | CannotServe> {
  const listening = await listenRest(api, { port });
  if ('refused' in listening) return listening;
  if (health === undefined) return { api: listening, health: undefined };
  const colon = health.lastIndexOf(':');
  const host = health.slice(0, colon).replace(/^\[|\]$/g, '');
  const other = await serveApi({ fetch: (request) => onlyHealth(api, request) }, host, Number(health.slice(colon + 1)));
  if (!('refused' in other)) return { api: listening, health: other };
  await listening.close();
  return other;
}

/** The kubelet and Prometheus come from outside, and see no event. */
function onlyHealth(api: RestApi, request: Request): Response | Promise<Response> {
  const { pathname } = new URL(request.url);
  return ['/healthz', '/metrics'].includes(pathname)
    ? api.fetch(request)
    : new Response('not found\n', { status: 404 });
}

async function keepRetention(
  { configuration, store, clock, onTrouble }: ServiceOptions,
  signal: AbortSignal,
): Promise<void> {
  const { maxAge, maxBytes, every, exceptions } = configuration.retention;
  if (maxAge === undefined && maxBytes === undefined && exceptions.length === 0) return;
  const policy = {
    ...(maxAge !== undefined && { maxAgeMs: maxAge }),
    ...(maxBytes !== undefined && { maxBytes }),
    exceptions: exceptions.map(({ severities, namespaces, maxAge: maxAgeMs }) => ({
      ...(severities && { severities }),
      ...(namespaces && { namespaces }),
      maxAgeMs,
    })),
  };
  while (!signal.aborted) {
    await clock.delay(every, signal);
    if (!signal.aborted) await store.retain(policy, clock.now()).catch((error) => onTrouble?.('retention', error));
  }
}
