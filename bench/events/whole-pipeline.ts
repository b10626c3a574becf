import type { Clock } from '@outrigger/cluster';
import {
  createClassifier,
  createCorrelator,
  createEnricher,
  createObserver,
  createTemplater,
  describeAll,
  type EventBatch,
  type EventStore,
  restoreObserver,
  runPipeline,
  topologyFromChanges,
} from '@outrigger/events';

/** What runs. */
export interface WholePipeline {
  readonly source: AsyncIterable<EventBatch>;
  readonly store: EventStore;
  readonly clock: Clock;
  readonly onStored?: (observations: number) => void;
  readonly signal: AbortSignal;
}

/** All stages as `outrigger events serve` composes them, without objects to enrich from: the load has none. */
export async function runWholePipeline({ source, store, clock, onStored, signal }: WholePipeline): Promise<void> {
  const saved = await restoreObserver('bench', store.checkpoint);
  const classifier = createClassifier();
  const enricher = createEnricher();
  const templater = createTemplater();
  const topology = topologyFromChanges();
  await runPipeline({
    source,
    observer: createObserver({ cluster: 'bench', ...(saved && { saved }) }),
    stages: [(events) => describeAll(events, { classifier, enricher, templater })],
    correlate: createCorrelator({ topologyOf: () => topology }).correlate,
    store,
    clock,
    onStored: ({ observations }) => onStored?.(observations.length),
    onTrouble(error) {
      throw error;
    },
    signal,
  });
}
