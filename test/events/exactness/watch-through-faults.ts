import { createClient, createLocal, inProcess } from '@outrigger/cluster';
import {
  createObserver,
  type EventStore,
  type Gap,
  restoreObserver,
  runPipeline,
  watchEvents,
} from '@outrigger/events';
import { createChance } from '../../cluster/loss/chance.ts';
import { createTroubledTransport, type Fault } from '../../cluster/loss/troubled-transport.ts';
import { createVirtualClock } from '../../cluster/virtual-clock.ts';
import { createBusyCluster } from './busy-cluster.ts';

/** What happens while a cluster is watched. */
export interface Trial {
  readonly occurrences: number;
  readonly seed: number;
  readonly api: 'v1' | 'events.k8s.io/v1';
  readonly store: EventStore;
}

/** What was told, what was stored, and what was gone through. */
export interface Outcome {
  readonly published: number;
  /** Of the batches that the store has taken, whatever it has made of ids that come twice. */
  readonly handedOver: number;
  readonly gaps: readonly Gap[];
  readonly faults: Readonly<Record<string, number>>;
  readonly hours: number;
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
const OWN = ['410', 'store away', 'watcher killed', 'recorder restarts'] as const;
const BEGIN = Date.parse('2026-11-20T00:00:00Z');

/** Watches a busy cluster through a fault in every third step of virtual time. */
export async function watchThroughFaults({ occurrences, seed, api, store }: Trial): Promise<Outcome> {
  const random = createChance(seed);
  const virtual = createVirtualClock();
  const clock = { now: () => BEGIN + virtual.now(), delay: virtual.delay };
  const server = createLocal({ now: () => new Date(clock.now()), delay: clock.delay, random });
  const busy = createBusyCluster(server.store, { now: clock.now, random });
  const transport = createTroubledTransport(inProcess(server, { username: 'reader', groups: ['system:masters'] }));
  const faults: Record<string, number> = {};
  let isAway = false;
  let handedOver = 0;
  let version = 0;
  const troubled: Pick<EventStore, 'store'> = {
    async store(batch) {
      if (isAway) throw new Error('the store is away');
      await store.store(batch);
      for (const { count } of batch.observations) handedOver += count;
      const head = Object.values(batch.checkpoints ?? {}).find((value) => typeof value === 'object' && value !== null);
      version = Number((head as { readonly resourceVersion?: string } | undefined)?.resourceVersion ?? 0);
    },
  };
  let watching = await start();
  await pass(1000);
  while (busy.published() < occurrences) {
    busy.happen(1 + Math.floor(random() * 600));
    busy.look();
    await pass(5_000 + random() * 20_000);
    if (random() < 0.33) await fault();
  }
  // All series come to their ends.
  await pass(400_000);
  busy.look();
  for (let minute = 0; minute < 60 && version < server.store.version(); minute++) await pass(60_000);
  await stop();
  server.close();
  return {
    published: busy.published(),
    handedOver,
    gaps: await store.gaps({}),
    faults,
    hours: virtual.now() / 3_600_000,
  };

  async function fault(): Promise<void> {
    const kind = Math.floor(random() * (FAULTS.length + OWN.length));
    const what = FAULTS[kind] ?? OWN[kind - FAULTS.length] ?? '410';
    faults[what] = (faults[what] ?? 0) + 1;
    if (what === '410') {
      transport.trouble('server gone');
      busy.happen(50);
      server.store.compact(server.store.version());
      await pass(30_000);
    } else if (what === 'store away') {
      isAway = true;
      busy.happen(200);
      await pass(60_000 + random() * 240_000);
      isAway = false;
      await pass(31_000);
    } else if (what === 'watcher killed') {
      // With a batch in its hands that is not stored.
      isAway = true;
      busy.happen(200);
      await pass(1000);
      await stop();
      isAway = false;
      busy.happen(100);
      await pass(random() * 600_000);
      watching = await start();
    } else if (what === 'recorder restarts') {
      busy.restartOne();
    } else {
      transport.trouble(what);
      busy.happen(50);
      await pass(100 + random() * 10_000);
    }
    transport.heal();
  }

  async function pass(ms: number): Promise<void> {
    await virtual.runUntil(virtual.now() + ms);
  }

  async function start() {
    const over = new AbortController();
    const saved = await restoreObserver('c', store.checkpoint);
    const source = watchEvents({
      client: createClient({ transport, clock, random, timeoutMs: 600_000 }),
      api,
      clock,
      random,
      saved,
      signal: over.signal,
      usesWatchList: random() < 0.5,
      pageSize: 300,
      timing: { silenceMs: 2000, initialSilenceMs: 2000, backOff: { baseMs: 100, capMs: 2000 } },
    });
    const observer = createObserver({ cluster: 'c', ...(saved && { saved }) });
    return { over, done: runPipeline({ source, observer, store: troubled, clock, random, signal: over.signal }) };
  }

  async function stop(): Promise<void> {
    watching.over.abort();
    await watching.done;
  }
}
