import {
  classifyAll,
  createClassifier,
  createCorrelator,
  createEnricher,
  createMemoryStore,
  createObserver,
  createTemplater,
  enrichAll,
  goneMeanwhile,
  type Incident,
  type RecordedChange,
  type Recording,
  restoreEntries,
  templateAll,
  topologyFromChanges,
} from '@outrigger/events';
import { expect, test } from 'vitest';
import { readRecording } from '../../packages/outrigger/src/events/replay/read-recording.ts';
import { createChance } from '../cluster/loss/chance.ts';
import { describeWithShared } from '../shared-material.ts';

describeWithShared(
  'a service that is killed again and again while things are broken on purpose',
  'golden/events',
  (folder) => {
    test.each([1, 2, 3])('finds the same incidents as one that is not (seed %i)', async (seed) => {
      const recording = await readRecording(folder);
      const random = createChance(seed);
      const whole = await play(recording, () => false);
      const killed = await play(recording, () => random() < 0.05);
      expect(killed.restarts).toBeGreaterThan(20);
      expect(killed.incidents.map(({ until, ...rest }) => rest)).toEqual(
        whole.incidents.map(({ until, ...rest }) => rest),
      );
      // That an object has gone is seen when somebody looks, which is every two seconds, and at once after a start.
      const apart = killed.incidents.map(({ until }, at) => Math.abs(until - (whole.incidents[at]?.until ?? 0)));
      expect(Math.max(...apart)).toBeLessThanOrEqual(2_000);
    });
  },
);

/** Plays a recording; where it is killed, all that is left is what a store has, and what can be listed. */
async function play({ events, objects }: Recording, isKilled: () => boolean) {
  const store = createMemoryStore();
  const classifier = createClassifier();
  const observer = createObserver({ cluster: 'c' });
  const there = new Map<string, RecordedChange>();
  let restarts = 0;
  let service = await start();
  const steps = [
    ...objects.map((change) => ({ change, isEvent: false })),
    ...events.map((change) => ({ change, isEvent: true })),
  ].toSorted((one, other) => one.change.at - other.change.at || Number(one.isEvent) - Number(other.isEvent));
  for (const { change, isEvent } of steps) {
    const { at } = change;
    if (!isEvent) {
      const key = `${change.object.kind}/${change.object.metadata?.namespace}/${change.object.metadata?.name}`;
      if (change.type === 'DELETED') there.delete(key);
      else there.set(key, change);
      service.learn(change, at);
      continue;
    }
    const { observations } = observer.observe({ changes: [change], at, resourceVersion: undefined, isListed: false });
    await service.take(observations, at);
    if (!isKilled()) continue;
    restarts++;
    service = await start(at);
  }
  await service.take([], (steps.at(-1)?.change.at ?? 0) + 30_000);
  const { items } = await store.incidents({}, { limit: 1000 });
  return { restarts, incidents: items.map(comparable).toSorted((a, b) => (a.id < b.id ? -1 : 1)) };

  async function start(at = 0) {
    const topology = topologyFromChanges();
    const enricher = createEnricher();
    const templater = createTemplater();
    const keptAs = async (name: string) => ({ name, saved: await restoreEntries(name, store.checkpoint) });
    const kept = { ...(await keptAs('correlate')), seen: await keptAs('correlate-seen') };
    const correlator = createCorrelator({ topologyOf: () => topology, kept });
    const learn = (change: Pick<RecordedChange, 'type' | 'object'>, now: number) => {
      topology.learn(change);
      enricher.learn(change, now);
    };
    for (const change of there.values()) learn({ ...change, type: 'ADDED' }, at);
    for (const change of goneMeanwhile(correlator.remembered(), topology)) learn(change, at);
    return {
      learn,
      async take(observations: Parameters<typeof enrichAll>[0], now: number) {
        const told = templateAll(enrichAll(classifyAll(observations, classifier), enricher), templater);
        await store.store({ ...correlator.correlate(told, now), checkpoints: correlator.takeChanges() });
      },
    };
  }
}

/** What is told at one moment has no order, and lists of objects have none. */
function comparable({ chain, affected, reasons, ...rest }: Incident) {
  const inOrder = <T>(list: readonly T[]) => list.map((each) => JSON.stringify(each)).toSorted();
  return {
    ...rest,
    affected: inOrder(affected),
    reasons: inOrder(reasons),
    chain: inOrder(chain.map(({ object, reason, at, because }) => [at, reason, object, because])),
  };
}
