import {
  classifyAll,
  createClassifier,
  createCorrelator,
  createEnricher,
  createObserver,
  createSynthesiser,
  type EventStore,
  enrichAll,
  type Observation,
  type RecordedChange,
  type Recording,
  type SynthesisedFrom,
  topologyFromChanges,
} from '@outrigger/events';

/** Plays a recording as the service follows a cluster: what objects say by no Event is told, too. Only incidents come of it. */
export async function playWithObjects({ events, objects }: Recording, store: EventStore): Promise<void> {
  const topology = topologyFromChanges();
  const enricher = createEnricher();
  const classifier = createClassifier();
  const synthesiser = createSynthesiser({ cluster: 'recorded' });
  const observer = createObserver({ cluster: 'recorded' });
  const correlator = createCorrelator({ topologyOf: () => topology });
  const tell = async (observations: readonly Observation[], now: number) =>
    store.store({
      ...correlator.correlate(enrichAll(classifyAll(observations, classifier), enricher), now),
      gaps: [],
    });
  const steps = [
    ...objects.map((change) => ({ change, isEvent: false })),
    ...events.map((change) => ({ change, isEvent: true })),
  ].toSorted((one, other) => one.change.at - other.change.at);
  for (const { change, isEvent } of steps) {
    const now = change.at;
    if (isEvent) {
      await tell(observed(change), now);
      continue;
    }
    topology.learn(change);
    enricher.learn(change, now);
    await tell([...synthesiser.learn(change as SynthesisedFrom, now), ...synthesiser.look(now)], now);
  }
  await tell([], (steps.at(-1)?.change.at ?? 0) + LINGER_MS);

  function observed(change: RecordedChange): readonly Observation[] {
    return observer.observe({ changes: [change], at: change.at, resourceVersion: undefined, isListed: false })
      .observations;
  }
}

const LINGER_MS = 30_000;
