import { type Client, type Clock, createReflector } from '@outrigger/cluster';
import { type Classifier, classifyAll } from '../classify/classify.ts';
import { createCorrelator } from '../correlate/correlator.ts';
import { topologyFromChanges } from '../correlate/topology-from-changes.ts';
import { createEnricher, enrichAll } from '../enrich/create-enricher.ts';
import { createObserver, restoreObserver } from '../observe/create-observer.ts';
import type { LiveTail } from '../query/live-tail.ts';
import type { EventStore, StoreBatch } from '../store/event-store.ts';
import { createTemplater, templateAll } from '../template/create-templater.ts';
import type { ClusterConfiguration } from './configuration.ts';
import type { EventMetrics } from './event-metrics.ts';
import { followObjects } from './follow-objects.ts';

/** What is followed, and where it goes. */
export interface FollowClusterOptions {
  readonly client: Client;
  readonly cluster: ClusterConfiguration;
  /** Of one namespace only. */
  readonly namespace?: string | undefined;
  readonly store: EventStore;
  readonly classifier: Classifier;
  readonly metrics: EventMetrics;
  readonly tail?: LiveTail;
  /** Names of labels that are kept. */
  readonly labels: readonly string[];
  readonly clock: Clock;
  /** Said once the first list is stored. */
  readonly onReady?: () => void;
  readonly onTrouble?: (error: unknown) => void;
}

/**
 * Follows the Events of a cluster through all stages into the store until the signal ends; what is in hand then is stored before
 * this returns. A store that does not answer is asked again, and reading pauses meanwhile: nothing is dropped.
 */
export async function followCluster(options: FollowClusterOptions, signal: AbortSignal): Promise<void> {
  const { client, cluster, namespace, store, classifier, metrics, tail, labels, clock, onReady, onTrouble } = options;
  const topology = topologyFromChanges();
  const enricher = createEnricher({ labels });
  const templater = createTemplater();
  const correlator = createCorrelator({ topologyOf: () => topology });
  // Two namespaces of one cluster are followed apart, and do not know of each other's checkpoints.
  const keyOf = (name: string): string => (namespace === undefined ? name : `${namespace}|${name}`);
  const saved = await patiently(() => restoreObserver(cluster.name, (name) => store.checkpoint(keyOf(name))));
  if (saved === undefined && signal.aborted) return;
  const observer = createObserver({ cluster: cluster.name, eventTtlMs: cluster.eventTtl, ...(saved && { saved }) });
  const place = namespace === undefined ? {} : { namespace };
  const trouble = ({ error }: { readonly error: unknown }): void => {
    metrics.troubled(cluster.name);
    onTrouble?.(error);
  };
  const learn = (change: Parameters<typeof enricher.learn>[0]): void => {
    topology.learn(change);
    enricher.learn(change, clock.now());
  };
  const objects = followObjects({ client, clock, onTrouble: trouble, ...place, learn }, signal);
  const isKnown = new AbortController();
  await Promise.race([objects.complete, clock.delay(PATIENCE, AbortSignal.any([signal, isKnown.signal]))]);
  isKnown.abort();

  const reflector = createReflector({
    client,
    resource: EVENTS,
    selection: { ...place, ...(cluster.fieldSelector !== undefined && { fieldSelector: cluster.fieldSelector }) },
    ...(saved?.resourceVersion !== undefined && {
      checkpoint: { resourceVersion: saved.resourceVersion, objects: [] },
    }),
    clock,
    onTrouble: trouble,
  });

  /** Again and again, less and less often; undefined only when it is to end. */
  async function patiently<T>(what: () => Promise<T>): Promise<T | undefined> {
    for (let failures = 1; ; failures++) {
      try {
        return await what();
      } catch (error) {
        metrics.storeFailed();
        onTrouble?.(error);
        if (signal.aborted) return undefined;
        await clock.delay(Math.min(30_000, 100 * 2 ** Math.min(failures, 10)), signal);
      }
    }
  }
  let turn: Promise<unknown> = Promise.resolve();
  const write = (batch: StoreBatch, isRecovered: boolean): Promise<unknown> => {
    turn = turn.then(async () => {
      const start = performance.now();
      await patiently(() => store.store(batch));
      const seconds = (performance.now() - start) / 1000;
      metrics.stored(batch.observations, { seconds, now: clock.now(), isRecovered });
      metrics.lost(batch.gaps ?? []);
      if (batch.observations.length > 0) tail?.publish(batch.observations);
    });
    return turn;
  };
  // Whether an incident is over, or was only a blip, is also said by time alone.
  const looking = (async () => {
    while (!signal.aborted) {
      await clock.delay(LOOK, signal);
      const { incidents } = correlator.correlate([], clock.now());
      if (incidents.length > 0) await write({ observations: [], incidents }, false);
    }
  })();

  let lists = 0;
  let known = 0;
  let isReady = false;
  for await (const { changes, resourceVersion, isComplete } of reflector.batches(signal)) {
    const now = clock.now();
    const listed = reflector.metrics().lists;
    const isListed = listed !== lists;
    lists = listed;
    const { observations, gaps, checkpoints } = observer.observe({ changes, at: now, resourceVersion, isListed });
    const meant = templateAll(enrichAll(classifyAll(observations, classifier), enricher), templater);
    const counts = observer.counts();
    metrics.received(cluster.name, changes.length, counts.known - known);
    known = counts.known;
    const names = Object.entries(checkpoints).map(([name, value]) => [keyOf(name), value]);
    await write({ ...correlator.correlate(meant, now), gaps, checkpoints: Object.fromEntries(names) }, !isReady);
    if (isComplete && !isReady) {
      isReady = true;
      onReady?.();
    }
  }
  await Promise.all([looking, objects.done]);
  await turn;
}

const EVENTS = { group: '', version: 'v1', plural: 'events' };
/** Events of objects that are not known yet would have no workload; without the right to read them that stays so. */
const PATIENCE = 10_000;
const LOOK = 2000;
