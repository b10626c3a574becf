import type { Client, Clock } from '@outrigger/cluster';
import { type Classifier, classifyAll } from '../classify/classify.ts';
import { createCorrelator } from '../correlate/correlator.ts';
import { topologyFromChanges } from '../correlate/topology-from-changes.ts';
import { createEnricher, enrichAll } from '../enrich/create-enricher.ts';
import type { Incident } from '../incident.ts';
import { createObserver, type EventBatch, restoreObserver } from '../observe/create-observer.ts';
import { createSourceBuckets, type SourceLimit } from '../observe/source-limit.ts';
import { watchEvents } from '../observe/watch-events.ts';
import { runPipeline } from '../pipeline.ts';
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
  /** What sources may say before they are delayed; no limit when it is left out. */
  readonly limits?: SourceLimit | undefined;
  readonly clock: Clock;
  /** Said once the first list is stored. */
  readonly onReady?: () => void;
  readonly onTrouble?: (error: unknown) => void;
}

/**
 * Follows the Events of a cluster through all stages into the store until the signal ends; a batch that is not stored by then is read
 * again at the next start. A store that does not answer is asked again, and reading pauses meanwhile: nothing is dropped.
 */
export async function followCluster(options: FollowClusterOptions, signal: AbortSignal): Promise<void> {
  const { client, cluster, namespace, store, classifier, metrics, tail, labels, limits, clock } = options;
  const { onReady, onTrouble } = options;
  const topology = topologyFromChanges();
  const enricher = createEnricher({ labels });
  const templater = createTemplater();
  const correlator = createCorrelator({ topologyOf: () => topology });
  // Two namespaces of one cluster are followed apart, and do not know of each other's checkpoints.
  const keyOf = (name: string): string => (namespace === undefined ? name : `${namespace}|${name}`);
  const saved = await restoreObserver(cluster.name, (name) => store.checkpoint(keyOf(name)));
  const observer = createObserver({ cluster: cluster.name, eventTtlMs: cluster.eventTtl, ...(saved && { saved }) });
  const trouble = ({ error }: { readonly error: unknown }): void => {
    metrics.troubled(cluster.name);
    onTrouble?.(error);
  };
  const learn = (change: Parameters<typeof enricher.learn>[0]): void => {
    topology.learn(change);
    enricher.learn(change, clock.now());
  };
  const objects = followObjects(
    { client, clock, onTrouble: trouble, learn, ...(namespace !== undefined && { namespace }) },
    signal,
  );
  const isKnown = new AbortController();
  await Promise.race([objects.complete, clock.delay(PATIENCE, AbortSignal.any([signal, isKnown.signal]))]);
  isKnown.abort();

  const selection = {
    ...(namespace !== undefined && { namespace }),
    ...(cluster.fieldSelector !== undefined && { fieldSelector: cluster.fieldSelector }),
  };
  const buckets = limits && createSourceBuckets(limits);
  let isReady = false;
  async function* source(): AsyncGenerator<EventBatch> {
    let before = { changes: 0, known: 0, delayed: 0 };
    for await (const batch of watchEvents({ client, clock, saved, selection, onTrouble: trouble, signal })) {
      yield batch;
      // Whoever asks for the next one has stored this one.
      const now = { ...observer.counts(), delayed: buckets?.delayed() ?? 0 };
      metrics.received(cluster.name, {
        changes: now.changes - before.changes,
        known: now.known - before.known,
        delayed: now.delayed - before.delayed,
      });
      before = now;
      if (batch.resourceVersion === undefined || isReady) continue;
      isReady = true;
      onReady?.();
    }
  }
  const write = async ({ checkpoints = {}, ...batch }: StoreBatch): Promise<void> => {
    const start = performance.now();
    const named = Object.entries(checkpoints).map(([name, value]) => [keyOf(name), value]);
    await store.store({ ...batch, checkpoints: Object.fromEntries(named) });
    metrics.storeTook((performance.now() - start) / 1000);
  };
  const failed = (error: unknown): void => {
    metrics.storeFailed();
    onTrouble?.(error);
  };
  // Whether an incident is over, or was only a blip, is also said by time alone.
  const looking = (async () => {
    let untold: readonly Incident[] = [];
    while (!signal.aborted) {
      await clock.delay(LOOK, signal);
      const { incidents } = correlator.correlate([], clock.now());
      untold = [...untold, ...incidents];
      if (untold.length === 0) continue;
      await write({ observations: [], incidents: untold }).then(() => {
        untold = [];
      }, failed);
    }
  })();
  await runPipeline({
    source: source(),
    observer,
    stages: [
      (events) => classifyAll(events, classifier),
      (events) => enrichAll(events, enricher),
      (events) => templateAll(events, templater),
    ],
    correlate: correlator.correlate,
    store: { store: write },
    ...(buckets && { buckets }),
    clock,
    onTrouble: failed,
    onStored({ observations, gaps = [] }) {
      metrics.stored(observations, { now: clock.now(), isRecovered: !isReady });
      metrics.lost(gaps);
      if (observations.length > 0) tail?.publish(observations);
    },
    signal,
  });
  await Promise.all([looking, objects.done]);
}

/** Events of objects that are not known yet would have no workload; without the right to read them that stays so. */
const PATIENCE = 10_000;
const LOOK = 2000;
