import {
  type Checkpoint,
  createClient,
  createLocal,
  createReflector,
  inProcess,
  type ReflectorMetrics,
} from '@outrigger/cluster';
import { createVirtualClock } from '../virtual-clock.ts';
import { createChance } from './chance.ts';
import { createChangingObjects, type Made } from './changing-objects.ts';
import { createReader, type Seen } from './reader.ts';
import { createTroubledTransport, type Fault } from './troubled-transport.ts';

/** What happens while changes are made and read. */
export interface Trial {
  readonly changes: number;
  readonly seed: number;
  /** Whether the past is compacted away now and then, under the feet of who reads. */
  readonly compacts: boolean;
}

/** What was made, what was seen, and what had to be gone through. */
export interface Outcome {
  readonly made: Made;
  readonly seen: Seen;
  /** Objects whose count was not the same for maker and reader in the end. */
  readonly differing: readonly string[];
  readonly faults: Readonly<Record<string, number>>;
  readonly metrics: Pick<ReflectorMetrics, 'lists' | 'watches'>;
}

const FAULTS: readonly Fault[] = [
  'cut',
  'cut within a line',
  'stall',
  'close',
  'too many requests',
  'server error',
  'server gone',
];

/** Makes changes and reads them through a fault every few seconds of virtual time. */
export async function readThroughFaults({ changes, seed, compacts }: Trial): Promise<Outcome> {
  const random = createChance(seed);
  const clock = createVirtualClock();
  const server = createLocal({ now: () => new Date(clock.now()), delay: clock.delay, random });
  const maker = createChangingObjects(server.store, { alive: 2000, random });
  const reader = createReader(changes * 2 + 1000);
  const insider = { username: 'reader', groups: ['system:masters'] };
  const transport = createTroubledTransport(inProcess(server, insider));
  const faults: Record<string, number> = {};
  const counted = { lists: 0, watches: 0 };
  let reading = start(undefined);

  // The empty list, so that from the first one on every change is news.
  await clock.runUntil(1000);
  for (let made = 0; made < changes; ) {
    const burst = Math.min(changes - made, 1 + Math.floor(random() * 400));
    for (let i = 0; i < burst; i++) maker.change(reader.resourceVersion());
    made += burst;
    await clock.runUntil(clock.now() + 500 + random() * 1000);
    if (random() < 0.25) await fault();
  }
  transport.heal();
  for (let minute = 0; minute < 60 && reader.resourceVersion() < server.store.version(); minute++) {
    await clock.runUntil(clock.now() + 60_000);
  }
  await stop();
  const expected = maker.counts();
  const found = reader.counts();
  const differing = [...new Set([...expected.keys(), ...found.keys()])].filter(
    (uid) => expected.get(uid) !== found.get(uid),
  );
  return { made: maker.made, seen: reader.seen(), differing, faults, metrics: counted };

  /** One fault, and the time in which it is found out. */
  async function fault(): Promise<void> {
    transport.heal();
    const kind = Math.floor(random() * (FAULTS.length + 2));
    const what = FAULTS[kind] ?? (kind === FAULTS.length ? 'client restart' : 'compaction');
    if (what === 'compaction') {
      if (!compacts) return;
      // Whoever is cut off now finds that the version it has come to is gone.
      transport.trouble('server gone');
      for (let i = 0; i < 50; i++) maker.change(reader.resourceVersion());
      server.store.compact(server.store.version());
    } else if (what === 'client restart') {
      // Between reading and writing: the next batch is lost with it, and must come again.
      reading.crash();
      for (let i = 0; i < 50; i++) maker.change(reader.resourceVersion());
      await clock.runUntil(clock.now() + 100);
      await stop();
      reading = start(JSON.parse(JSON.stringify(reader.checkpoint())) as Checkpoint);
    } else {
      transport.trouble(what);
    }
    faults[what] = (faults[what] ?? 0) + 1;
    await clock.runUntil(clock.now() + 100 + random() * 4000);
    transport.heal();
  }

  function start(checkpoint: Checkpoint | undefined) {
    const over = new AbortController();
    const reflector = createReflector({
      client: createClient({ transport, clock, random, timeoutMs: 600_000 }),
      resource: { group: '', version: 'v1', plural: 'configmaps' },
      checkpoint,
      clock,
      random,
      usesWatchList: random() < 0.5,
      pageSize: 300,
      timing: { silenceMs: 2000, initialSilenceMs: 2000, backOff: { baseMs: 100, capMs: 2000 } },
    });
    let isCrashing = false;
    const crash = (): void => {
      isCrashing = true;
    };
    const done = (async () => {
      for await (const batch of reflector.batches(over.signal)) {
        if (isCrashing) break;
        reader.take(batch);
      }
    })();
    return { over, done, reflector, crash };
  }

  async function stop(): Promise<void> {
    reading.over.abort();
    await reading.done;
    const { lists, watches } = reading.reflector.metrics();
    counted.lists += lists;
    counted.watches += watches;
  }
}
