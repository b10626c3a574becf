import { setTimeout as later } from 'node:timers/promises';
import { type EventStore, openThreadedStore, type StoreWorkers } from '@outrigger/events';

// node measure-threads.ts FILE: a slow question to a store, answered by this thread and by one of its own, in turns. Prints
// { none: { seconds, longestPause, cpu, threadCpu }, questions: … }: of the question, and how long nothing else went on meanwhile, in ms.
const [file = ''] = process.argv.slice(2);
const ROUNDS = 5;

const stores = { none: await open('none'), questions: await open('questions') };
const measured: Record<string, Slow[]> = { none: [], questions: [] };
for (let round = 0; round <= ROUNDS; round++)
  for (const [workers, store] of Object.entries(stores)) {
    const slow = await ask(store);
    // The first one finds nothing in memory.
    if (round > 0) measured[workers]?.push(slow);
  }
for (const store of Object.values(stores)) await store[Symbol.asyncDispose]();
process.stdout.write(
  JSON.stringify(Object.fromEntries(Object.entries(measured).map(([of, all]) => [of, medians(all)]))),
);

interface Slow {
  readonly milliseconds: number;
  readonly longestPause: number;
  readonly cpu: number;
  readonly threadCpu: number;
}

/** What no count tells is added up from all rows. */
async function ask(store: EventStore): Promise<Slow> {
  let isOver = false;
  let longestPause = 0;
  const watch = async (): Promise<void> => {
    for (let before = performance.now(); !isOver; ) {
      await later(1);
      const now = performance.now();
      longestPause = Math.max(longestPause, now - before);
      before = now;
    }
  };
  const watched = watch();
  const start = performance.now();
  const cpu = process.cpuUsage();
  const threadCpu = process.threadCpuUsage();
  await store.aggregate({
    filter: {},
    groupBy: ['workload', 'reason'],
    metrics: ['count', 'first', 'last'],
    limit: 1000,
  });
  const milliseconds = performance.now() - start;
  const all = process.cpuUsage(cpu);
  const own = process.threadCpuUsage(threadCpu);
  await later(2);
  isOver = true;
  await watched;
  return { milliseconds, longestPause, cpu: (all.user + all.system) / 1000, threadCpu: (own.user + own.system) / 1000 };
}

function medians(all: readonly Slow[]): Slow {
  const median = (of: keyof Slow): number => all.map((each) => each[of]).toSorted((a, b) => a - b)[ROUNDS >> 1] ?? 0;
  return {
    milliseconds: median('milliseconds'),
    longestPause: median('longestPause'),
    cpu: median('cpu'),
    threadCpu: median('threadCpu'),
  };
}

async function open(workers: StoreWorkers): Promise<EventStore> {
  const store = await openThreadedStore(file, { workers });
  if ('unusable' in store) throw new Error(store.unusable);
  return store;
}
