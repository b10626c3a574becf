import type { Client, Clock } from '@outrigger/cluster';
import type { Classifier } from '../classify/classify.ts';
import type { CausalRules } from '../correlate/correlator.ts';
import {
  createObserver,
  type EventBatch,
  headName,
  type Observer,
  restoreObserver,
} from '../observe/create-observer.ts';
import { createSourceLimiter, type SourceLimit, type SourceLimiter } from '../observe/source-limit.ts';
import { type WatchEventsOptions, watchEvents } from '../observe/watch-events.ts';
import { withTicks } from '../observe/with-ticks.ts';
import { runPipeline } from '../pipeline.ts';
import type { LiveTail } from '../query/live-tail.ts';
import type { EventStore, StoreBatch } from '../store/event-store.ts';
import { Superseded } from '../store/superseded.ts';
import { askPatiently } from './ask-patiently.ts';
import { createClusterStages, shardKey } from './cluster-stages.ts';
import type { ClusterConfiguration } from './configuration.ts';
import type { EventMetrics, ReceivedCounts } from './event-metrics.ts';
import { fencedWriter } from './fenced-writer.ts';
import { followObjects } from './follow-objects.ts';

/** What is followed, and where it goes. */
export interface FollowClusterOptions {
  readonly client: Client;
  readonly cluster: ClusterConfiguration;
  /** Of one namespace only. */
  readonly namespace?: string | undefined;
  readonly store: EventStore;
  readonly classifier: Classifier;
  /** Causal rules of the user's own. */
  readonly rules?: CausalRules | undefined;
  readonly metrics: EventMetrics;
  readonly tail?: LiveTail;
  /** Names of labels that are kept. */
  readonly labels: readonly string[];
  /** What sources may say before they are delayed; no limit when it is left out. */
  readonly limits?: SourceLimit | undefined;
  /** What is stored at once. */
  readonly batching?: WatchEventsOptions['batching'];
  readonly clock: Clock;
  /** Said once the first list is stored. */
  readonly onReady?: () => void;
  readonly onTrouble?: (error: unknown) => void;
}

/**
 * Follows the Events of a cluster through all stages into the store until the signal ends; a batch that is not stored by then is read
 * again at the next start. A store that does not answer is asked again, and reading pauses meanwhile: nothing is dropped. What the
 * stages have learned is stored with the rows, so that whoever goes on finds what this one would have found. Throws a `Superseded`
 * when another follows the same cluster into the same store and was first.
 */
export async function followCluster(options: FollowClusterOptions, signal: AbortSignal): Promise<void> {
  const { client, cluster, namespace, store, classifier, rules, metrics, tail, labels, limits, clock } = options;
  const { batching = {}, onReady, onTrouble } = options;
  const keyOf = (name: string): string => shardKey(namespace, name);
  const checkpoint = (name: string): Promise<unknown> =>
    askPatiently(() => store.checkpoint(keyOf(name)), { clock, onTrouble }, signal);
  const headKey = keyOf(headName(cluster.name));
  const fenced = fencedWriter(store, { name: headKey, head: await checkpoint(headName(cluster.name)) });
  const saved = await restoreObserver(cluster.name, checkpoint);
  const observer = createObserver({ cluster: cluster.name, eventTtlMs: cluster.eventTtl, ...(saved && { saved }) });
  const known = { cluster: cluster.name, classifier, rules, labels };
  const stages = await createClusterStages({ ...known, now: clock.now, checkpoint });
  // Without an answer nobody knows from where to go on.
  if (signal.aborted) return;

  const trouble = ({ error }: { readonly error: unknown }): void => {
    metrics.troubled(cluster.name);
    onTrouble?.(error);
  };
  const ending = new AbortController();
  const ends = AbortSignal.any([signal, ending.signal]);
  const objects = followObjects(
    { client, clock, onTrouble: trouble, learn: stages.learn, ...(namespace !== undefined && { namespace }) },
    ends,
  );
  const isKnown = new AbortController();
  const complete = objects.complete.then(stages.settle);
  await Promise.race([complete, clock.delay(PATIENCE, AbortSignal.any([ends, isKnown.signal]))]);
  isKnown.abort();

  const selection = {
    ...(namespace !== undefined && { namespace }),
    ...(cluster.fieldSelector !== undefined && { fieldSelector: cluster.fieldSelector }),
  };
  const limiter = limits && createSourceLimiter(limits);
  let isReady = false;
  async function* source(): AsyncGenerator<EventBatch> {
    let before = countsOf(observer, limiter);
    const watching = { client, clock, saved, selection, batching, onTrouble: trouble, signal: ends };
    for await (const batch of watchEvents(watching)) {
      yield batch;
      // Whoever asks for the next one has stored this one, or is about to.
      const now = countsOf(observer, limiter);
      metrics.received(cluster.name, newsOf(before, now));
      before = now;
      if (batch.resourceVersion === undefined || isReady) continue;
      isReady = true;
      onReady?.();
    }
  }
  const write = async ({ checkpoints = {}, ...batch }: StoreBatch): Promise<void> => {
    const start = performance.now();
    const named = Object.entries(checkpoints).map(([name, value]) => [keyOf(name), value]);
    try {
      await fenced({ ...batch, checkpoints: Object.fromEntries(named) });
    } catch (error) {
      // Otherwise the end would wait for the next event.
      if (error instanceof Superseded) ending.abort();
      throw error;
    }
    metrics.storeTook((performance.now() - start) / 1000);
  };
  try {
    await runPipeline({
      source: withTicks(
        limiter?.limit(source(), { clock, resourceVersion: saved?.resourceVersion, signal: ends }) ?? source(),
        { clock, everyMs: LOOK, signal: ends },
      ),
      observer,
      ...stages,
      store: { store: write },
      clock,
      onTrouble(error) {
        metrics.storeFailed();
        onTrouble?.(error);
      },
      onStored({ observations, gaps = [] }) {
        metrics.stored(observations, { now: clock.now(), isRecovered: !isReady });
        metrics.lost(gaps);
        if (observations.length > 0) tail?.publish(observations);
      },
      // The first list is said to be read when it is stored.
      mayGoAhead: () => isReady,
      signal: ends,
    });
  } finally {
    ending.abort();
    await objects.done;
  }
}

/** Events of objects that are not known yet would have no workload; without the right to read them that stays so. */
const PATIENCE = 10_000;
/** Whether an incident is over, was only a blip, or a pod is stuck, is also said by time alone. */
const LOOK = 2000;

function countsOf(observer: Observer, limiter: SourceLimiter | undefined): ReceivedCounts {
  const { changes, known, refused, mended } = observer.counts();
  return { changes, known, delayed: limiter?.delayed() ?? 0, refused: { ...refused }, mended: { ...mended } };
}

function newsOf(before: ReceivedCounts, now: ReceivedCounts): ReceivedCounts {
  const each = (was: ReceivedCounts['refused'], is: ReceivedCounts['refused']) =>
    Object.fromEntries(Object.entries(is).map(([why, count]) => [why, count - (was[why] ?? 0)]));
  return {
    changes: now.changes - before.changes,
    known: now.known - before.known,
    delayed: now.delayed - before.delayed,
    refused: each(before.refused, now.refused),
    mended: each(before.mended, now.mended),
  };
}
