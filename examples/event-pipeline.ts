/**
 * Kubernetes Events, aggregated: watch, classify, correlate, store, query – the pipeline of "Enhancing Kubernetes Event Management
 * with Custom Aggregation" (kubernetes.io, 2025-06-10), as a library. It reads the current context of your kubeconfig:
 *
 *   node --conditions=@outrigger/source examples/event-pipeline.ts
 */
import { type Client, createClient, loadAccess, machineClock, networkTransport } from '@outrigger/cluster';
import {
  classifyAll,
  createClassifier,
  createCorrelator,
  createEnricher,
  createMemoryStore,
  createObserver,
  createTemplater,
  type EventStore,
  enrichAll,
  followObjects,
  runPipeline,
  templateAll,
  topologyFromChanges,
  watchEvents,
  withTicks,
} from '@outrigger/events';

/** From a cluster's Events to rows of a store, until the signal ends. */
export async function eventPipeline(client: Client, store: EventStore, signal: AbortSignal): Promise<void> {
  const clock = machineClock;
  // What events do not say themselves: workload, node, image. Learned from watches, never by a request for an event.
  const enricher = createEnricher({ labels: ['app'] });
  const topology = topologyFromChanges();
  const objects = followObjects(
    {
      client,
      clock,
      learn(change) {
        enricher.learn(change, clock.now());
        topology.learn(change);
      },
    },
    signal,
  );
  const classifier = createClassifier();
  const templater = createTemplater();
  const correlator = createCorrelator({ topologyOf: () => topology });

  await objects.complete;
  await runPipeline({
    // Whether something is trouble shows with time, also when nothing is said any more.
    source: withTicks(watchEvents({ client, clock, signal }), { clock, everyMs: 1000, signal }),
    observer: createObserver({ cluster: 'here' }),
    stages: [
      (events) => classifyAll(events, classifier),
      (events) => enrichAll(events, enricher),
      (events) => templateAll(events, templater),
    ],
    correlate: correlator.correlate,
    store,
    clock,
    signal,
  });
}

if (import.meta.main) {
  const access = await loadAccess({ env: process.env });
  const store = createMemoryStore();
  const ending = new AbortController();
  setTimeout(() => ending.abort(), 10_000);
  await eventPipeline(createClient({ transport: networkTransport(access) }), store, ending.signal);

  console.table(
    await store.aggregate({ filter: {}, groupBy: ['reason', 'severity'], metrics: ['count', 'objects'], limit: 20 }),
  );
  const { items } = await store.incidents({ states: ['open'] }, { limit: 10 });
  console.table(items.map(({ root, reasons }) => ({ ...root, reasons: reasons.join(', ') })));
}
