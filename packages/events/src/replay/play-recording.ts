import { type Classifier, createClassifier } from '../classify/classify.ts';
import type { CausalRule } from '../correlate/causal-rule.ts';
import { createCorrelator } from '../correlate/correlator.ts';
import { topologyFromChanges } from '../correlate/topology-from-changes.ts';
import { describeAll } from '../describe-all.ts';
import { createEnricher } from '../enrich/create-enricher.ts';
import { createObserver } from '../observe/create-observer.ts';
import type { EventStore } from '../store/event-store.ts';
import { createTemplater, type Templater } from '../template/create-templater.ts';
import type { RecordedChange, Recording } from './recording.ts';

/** How a recording is played. */
export interface PlayOptions {
  readonly cluster?: string;
  /** With rules of the user's own; the catalogue alone when it is left out. */
  readonly classifier?: Classifier;
  /** Causal rules of the user's own. */
  readonly rules?: readonly CausalRule[];
  readonly withoutShipped?: boolean;
}

/** What is left after a play, beside the store. */
export interface Played {
  readonly templater: Templater;
  readonly observations: number;
}

/** Plays a recording through all stages into a store; the recorded times are the clock. */
export async function playRecording(
  recording: Recording,
  store: EventStore,
  { cluster = 'recorded', classifier = createClassifier(), rules = [], withoutShipped = false }: PlayOptions = {},
): Promise<Played> {
  const topology = topologyFromChanges();
  const enricher = createEnricher();
  const templater = createTemplater();
  const correlator = createCorrelator({ topologyOf: () => topology, rules, withoutShipped });
  const observer = createObserver({ cluster });
  let observations = 0;
  let now = 0;
  for (const batch of batchesOf(recording)) {
    const changes: RecordedChange[] = [];
    for (const { change, isEvent } of batch) {
      now = change.at;
      if (isEvent) changes.push(change);
      else {
        topology.learn(change);
        enricher.learn(change, now);
      }
    }
    const seen = observer.observe({ changes, at: now, resourceVersion: undefined, isListed: false });
    const ready = describeAll(seen.observations, { classifier, enricher, templater });
    observations += ready.length;
    await store.store({ ...correlator.correlate(ready, now), gaps: seen.gaps });
  }
  await store.store(correlator.correlate([], now + LINGER_MS));
  return { templater, observations };
}

interface Step {
  readonly change: RecordedChange;
  readonly isEvent: boolean;
}

/** What came within a tenth of a second, objects before events: so informers and a watch of Events see it, too. */
function* batchesOf({ events, objects }: Recording): Iterable<readonly Step[]> {
  const steps = [
    ...objects.map((change): Step => ({ change, isEvent: false })),
    ...events.map((change): Step => ({ change, isEvent: true })),
  ].toSorted((one, other) => one.change.at - other.change.at);
  let batch: Step[] = [];
  let start = Number.NEGATIVE_INFINITY;
  for (const step of steps) {
    if (step.change.at - start > BATCH_MS) {
      if (batch.length > 0) yield batch.toSorted((one, other) => Number(one.isEvent) - Number(other.isEvent));
      batch = [];
      start = step.change.at;
    }
    batch.push(step);
  }
  if (batch.length > 0) yield batch.toSorted((one, other) => Number(one.isEvent) - Number(other.isEvent));
}

const BATCH_MS = 100;
/** Trouble that began just before the end is no blip because the recording ends. */
const LINGER_MS = 30_000;
