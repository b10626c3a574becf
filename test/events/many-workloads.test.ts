import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { ApiObject } from '@outrigger/cluster';
import {
  classifyAll,
  createClassifier,
  createCorrelator,
  createEnricher,
  createObserver,
  createSynthesiser,
  createTemplater,
  enrichAll,
  templateAll,
  topologyFromChanges,
} from '@outrigger/events';
import { expect, test } from 'vitest';
import { isFullRun } from '../effort.ts';

// In the full run by the limits that are shipped, each of which is reached several times over; else by smaller ones.
// About half a millisecond each: a minute in the full run; a million would be nine.
const WORKLOADS = isFullRun ? 100_000 : 8_000;
const LIMITS = isFullRun
  ? { facts: 20_000, incidents: 5_000, gone: 10_000, mostGone: 50_000 }
  : { facts: 500, incidents: 100, gone: 300, mostGone: 500 };

test('however many workloads come, fail and go, no more than so many are remembered', { timeout: 600_000 }, () => {
  const topology = topologyFromChanges({ remembered: LIMITS.gone });
  const enricher = createEnricher({ limits: { mostGone: LIMITS.mostGone } });
  const synthesiser = createSynthesiser({ cluster: 'c' });
  const observer = createObserver({ cluster: 'c', eventTtlMs: 60_000 });
  const classifier = createClassifier();
  const templater = createTemplater();
  const { correlate, size } = createCorrelator({
    topologyOf: () => topology,
    limits: { facts: LIMITS.facts, incidents: LIMITS.incidents },
  });
  const learn = (type: 'ADDED' | 'DELETED', object: ApiObject, now: number) => {
    topology.learn({ type, object });
    enricher.learn({ type, object }, now);
    synthesiser.learn({ type, object }, now);
  };
  let told = 0;
  const heap: number[] = [];

  for (let nth = 0; nth < WORKLOADS; nth += TOGETHER) {
    const now = START + nth * EVERY_MS;
    const numbers = Array.from({ length: TOGETHER }, (_, index) => nth + index);
    const objects = numbers.flatMap(objectsOf);
    for (const object of objects) learn('ADDED', object, now);
    const { observations } = observer.observe({
      changes: numbers.map((number) => ({ type: 'ADDED', object: eventOf(number, now) })),
      at: now,
      resourceVersion: String(nth),
      isListed: false,
    });
    const ready = templateAll(enrichAll(classifyAll(observations, classifier), enricher), templater);
    told += correlate(ready, now + 1).incidents.length;
    for (const object of objects) learn('DELETED', object, now + 2);
    if (nth % (WORKLOADS / 10) === 0) heap.push(usedHeap());
  }

  expect(told).toBeGreaterThan(WORKLOADS / 2);
  expect(size().facts).toBeLessThanOrEqual(LIMITS.facts);
  expect(size().incidents).toBeLessThanOrEqual(LIMITS.incidents);
  const { here, gone, pods } = topology.size();
  expect([here, gone <= LIMITS.gone, pods <= LIMITS.gone]).toEqual([0, true, true]);
  const known = enricher.size();
  expect([known.here, known.gone <= LIMITS.mostGone]).toEqual([0, true]);
  expect(templater.learned()).toEqual([]);
  // From the second half on nothing grows any more; what the observer remembers for its hours is full by then.
  const [half = 0, end = 0] = [heap.at(5), heap.at(-1)];
  expect(end - half, `MB of heap: ${heap.join(' ')}`).toBeLessThan(MOST_GROWTH_MB);
});

const START = Date.UTC(2026, 10, 21);
const TOGETHER = 100;
/** A hundred new workloads a second are more than 5,000 incidents in the minutes until the first are over. */
const EVERY_MS = isFullRun ? 10 : 100;
const MOST_GROWTH_MB = 30;

/** A Job with its pod; of a StatefulSet’s pods every tenth, which come again by their names. */
function objectsOf(number: number): readonly ApiObject[] {
  if (number % 10 === 0) return [podOf(`db-${(number / 10) % 7}`, number, 'StatefulSet', 'db')];
  const job = { kind: 'Job', metadata: { name: `job-${number}`, namespace: 'etl', uid: `j-${number}` } };
  return [job, podOf(`job-${number}-x2k4z`, number, 'Job', `job-${number}`)];
}

function podOf(name: string, number: number, kind: string, owner: string): ApiObject {
  const ownerReferences = [{ apiVersion: '', kind, name: owner, uid: `j-${number}`, controller: true }];
  return {
    kind: 'Pod',
    metadata: { name, namespace: 'etl', uid: `p-${number}`, ownerReferences },
    spec: { nodeName: `n-${number % 50}`, containers: [{ name: 'app', image: 'app:1' }] },
    status: { phase: 'Running' },
  };
}

function eventOf(number: number, now: number): ApiObject {
  const name = number % 10 === 0 ? `db-${(number / 10) % 7}` : `job-${number}-x2k4z`;
  const at = new Date(now).toISOString();
  return {
    kind: 'Event',
    metadata: { name: `${name}.${number}`, namespace: 'etl', uid: `e-${number}`, creationTimestamp: at },
    involvedObject: { kind: 'Pod', namespace: 'etl', name, uid: `p-${number}` },
    reason: 'BackOff',
    message: `Back-off restarting failed container app in pod ${name}_etl(p-${number})`,
    type: 'Warning',
    source: { component: 'kubelet', host: `n-${number % 50}` },
    firstTimestamp: at,
    lastTimestamp: at,
    count: 1,
  };
}

function usedHeap(): number {
  collect();
  return Math.round(process.memoryUsage().heapUsed / 2 ** 20);
}

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
