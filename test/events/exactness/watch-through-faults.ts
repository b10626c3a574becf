import { join } from 'node:path';
import { createClient } from '@outrigger/cluster';
import {
  bufferStore,
  createObserver,
  type EventStore,
  fencedWriter,
  type Gap,
  observerCheckpoint,
  restoreObserver,
  runPipeline,
  Superseded,
  watchEvents,
} from '@outrigger/events';
import { createChance } from '../../cluster/loss/chance.ts';
import { createTroubledTransport, type Fault } from '../../cluster/loss/troubled-transport.ts';
import { createVirtualClock } from '../../cluster/virtual-clock.ts';
import { createBusyCluster } from './busy-cluster.ts';
import { createExpiringEvents, EVENT_TTL, type Told } from './expiring-events.ts';
import { createRestartedServer } from './restarted-server.ts';

/** What happens while a cluster is watched. */
export interface Trial {
  readonly occurrences: number;
  readonly seed: number;
  readonly api: 'v1' | 'events.k8s.io/v1';
  readonly store: EventStore;
  /** Of the server's data, and of the buffer. */
  readonly folder: string;
  /** While the store is away, batches wait on the disk and reading goes on. */
  readonly isBuffered?: boolean;
  /** The server's data are in memory only, and it does not restart: for long runs. */
  readonly isServerFleeting?: boolean;
  /** Nobody reads for longer than an Event lives: some of what they tell is never seen. */
  readonly isExpiring?: boolean;
}

/** What was told, what was stored, and what was gone through. */
export interface Outcome {
  readonly published: number;
  /** Of the batches that the store has taken, whatever it has made of ids that come twice. */
  readonly handedOver: number;
  readonly gaps: readonly Gap[];
  readonly faults: Readonly<Record<string, number>>;
  /** How often one leader was told that another was first. */
  readonly superseded: number;
  readonly hours: number;
  /** What nobody could read, and the times between which it must have been told: from the last contact to an hour before the next. */
  readonly unreachable: readonly Told[];
  readonly unreadable: readonly (readonly [from: number, until: number])[];
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
const OWN = [
  '410',
  'store away',
  'watcher killed',
  'recorder restarts',
  'server restarts',
  'two leaders',
  'clock jumps',
] as const;
/** In minutes; an Event lives for an hour. Together they are less than the three for which the ledger remembers what has ended. */
const ABSENCES = [70, 75];
const BEGIN = Date.parse('2026-11-20T00:00:00Z');

/** Watches a busy cluster through a fault in every third step of virtual time. */
export async function watchThroughFaults(trial: Trial): Promise<Outcome> {
  const { occurrences, seed, api, store, folder, isBuffered = false } = trial;
  const { isServerFleeting = false, isExpiring = false } = trial;
  const own = isServerFleeting ? OWN.filter((fault) => fault !== 'server restarts') : OWN;
  const random = createChance(seed);
  /** Calls into a store that may work in threads: no time passes meanwhile, as little as for one that answers at once. */
  let asked = 0;
  const virtual = createVirtualClock(() => asked > 0);
  const asking = async <T>(answer: Promise<T>): Promise<T> => {
    asked++;
    try {
      return await answer;
    } finally {
      asked--;
    }
  };
  let skew = 0;
  const clock = { now: () => BEGIN + virtual.now() + skew, delay: virtual.delay };
  const server = createRestartedServer(isServerFleeting ? undefined : join(folder, 'cluster.db'), {
    now: () => new Date(BEGIN + virtual.now()),
    delay: clock.delay,
    random,
  });
  const serverNow = (): number => BEGIN + virtual.now();
  const expiring = createExpiringEvents(server.store, { now: serverNow });
  const busy = createBusyCluster(server.store, { now: serverNow, random, wrote: expiring.wrote });
  const unreadable: (readonly [number, number])[] = [];
  let absences = 0;
  const transport = createTroubledTransport(server.transport);
  const faults: Record<string, number> = {};
  let isAway = false;
  let handedOver = 0;
  let version = 0;
  const troubled: EventStore = {
    ...store,
    async store(batch) {
      if (isAway) throw new Error('the store is away');
      await asking(store.store(batch));
      for (const { count } of batch.observations) handedOver += count;
      const head = batch.checkpoints?.[observerCheckpoint('c')] as { readonly resourceVersion?: string } | undefined;
      version = Number(head?.resourceVersion ?? version);
    },
    async checkpoint(name) {
      if (isAway) throw new Error('the store is away');
      return await asking(store.checkpoint(name));
    },
    // It is opened once, and outlives those who write into it.
    [Symbol.asyncDispose]: async () => {},
  };
  let superseded = 0;
  let watching = start(0);
  await pass(1000);
  while (busy.published() < occurrences) {
    busy.happen(1 + Math.floor(random() * 600));
    busy.look();
    await pass(5_000 + random() * 20_000);
    if (random() < 0.33) await fault();
    expiring.expire();
    if (!isExpiring) continue;
    const minutes = ABSENCES[absences] ?? 0;
    if (minutes > 0 && busy.published() > ((absences + 1) * occurrences) / 5) await beAbsent(minutes);
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
    superseded,
    hours: virtual.now() / 3_600_000,
    unreachable: expiring.unreachable(),
    unreadable,
  };

  /** All that was told is stored; then nobody reads for so long, and the past is compacted away. */
  async function beAbsent(minutes: number): Promise<void> {
    absences++;
    skew = 0;
    for (let minute = 0; minute < 60 && version < server.store.version(); minute++) await pass(60_000);
    await stop();
    expiring.leave();
    const from = serverNow();
    for (let minute = 0; minute < minutes; minute += 5) {
      busy.happen(100);
      await pass(300_000);
      busy.look();
      expiring.expire();
    }
    expiring.comeBack();
    server.store.compact(server.store.version());
    if (serverNow() - EVENT_TTL > from) unreadable.push([from, serverNow() - EVENT_TTL]);
    watching = start(watching.place);
    await pass(60_000);
  }

  async function fault(): Promise<void> {
    const kind = Math.floor(random() * (FAULTS.length + own.length));
    const what = FAULTS[kind] ?? own[kind - FAULTS.length] ?? '410';
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
      watching = start(watching.place);
    } else if (what === 'recorder restarts') {
      busy.restartOne();
    } else if (what === 'server restarts') {
      busy.happen(50);
      server.restart();
      busy.happen(50);
      await pass(random() * 60_000);
    } else if (what === 'two leaders') {
      // One that was held up believes that it leads still; both go on from the same rows.
      const other = start(1 - watching.place);
      for (let nth = 0; nth < 8; nth++) {
        busy.happen(50);
        await pass(random() * 8000);
      }
      const going = random() < 0.5 ? other : watching;
      watching = going === other ? watching : other;
      going.over.abort();
      await going.done;
    } else if (what === 'clock jumps') {
      skew = Math.round((random() - 0.5) * 600_000);
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

  /** At one of two places, whose disks outlive who is there. */
  function start(place: number) {
    const over = new AbortController();
    return { place, over, done: watch(place, over.signal) };
  }

  /** Until the signal ends; whoever was not the first to write begins anew with what the other has written. */
  async function watch(place: number, signal: AbortSignal): Promise<void> {
    const to = isBuffered
      ? bufferStore(troubled, { folder: join(folder, `buffer-${place}`), clock, random })
      : troubled;
    while (!signal.aborted) {
      try {
        await watchFrom(to, signal);
      } catch (error) {
        if (!(error instanceof Superseded || isAway)) throw error;
        if (error instanceof Superseded) superseded++;
        await clock.delay(1000, signal);
      }
    }
    await to[Symbol.asyncDispose]();
  }

  async function watchFrom(to: EventStore, signal: AbortSignal): Promise<void> {
    const name = observerCheckpoint('c');
    const write = fencedWriter(to, { name, head: await to.checkpoint(name) });
    const saved = await restoreObserver('c', to.checkpoint);
    const source = watchEvents({
      client: createClient({ transport, clock, random, timeoutMs: 600_000 }),
      api,
      clock,
      random,
      saved,
      signal,
      usesWatchList: random() < 0.5,
      pageSize: 300,
      timing: { silenceMs: 2000, initialSilenceMs: 2000, backOff: { baseMs: 100, capMs: 2000 } },
    });
    const observer = createObserver({ cluster: 'c', ...(saved && { saved }) });
    await runPipeline({ source, observer, store: { store: write }, clock, random, signal });
  }

  async function stop(): Promise<void> {
    watching.over.abort();
    await watching.done;
  }
}
