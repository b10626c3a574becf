import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setImmediate as turn } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { machineClock } from '@outrigger/cluster';
import {
  BadCursor,
  bufferStore,
  type EventStore,
  openThreadedStore,
  type StoreWorkers,
  Superseded,
} from '@outrigger/events';
import { rolldown } from 'rolldown';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { someObservation } from '../../packages/events/src/store/testing/some-observation.ts';
import { describeStore } from '../../packages/events/src/store/testing/store-suite.ts';
import { isFullRun } from '../effort.ts';

// Bundled once, as a user has it: from sources each thread takes the types out of forty files.
let built: string;
beforeAll(async () => {
  built = mkdtempSync(join(tmpdir(), 'events-thread-'));
  const input = fileURLToPath(new URL('../../packages/events/src/store/threads/store-thread.ts', import.meta.url));
  const made = await rolldown({ input, platform: 'node', logLevel: 'silent' });
  await made.write({ file: join(built, 'store-thread.mjs'), format: 'esm', codeSplitting: false });
});
afterAll(() => rmSync(built, { recursive: true }));

let folder: string;
let threads: { readonly writes: boolean; readonly worker: Worker }[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'events-'));
  threads = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

async function open(workers: StoreWorkers, unstarted = 0): Promise<EventStore> {
  let starts = 0;
  const store = await openThreadedStore(join(folder, 'events.db'), {
    workers,
    start(thread) {
      if (starts++ < unstarted) throw new Error('no more threads');
      const worker = new Worker(join(built, 'store-thread.mjs'), { workerData: thread });
      threads.push({ writes: thread.writes, worker });
      return worker;
    },
  });
  if ('unusable' in store) throw new Error(store.unusable);
  return store;
}

const kill = async (writes: boolean): Promise<unknown> =>
  threads.findLast((each) => each.writes === writes)?.worker.terminate();

// Each test of the suite starts two threads.
describe.runIf(isFullRun)('in threads', () => {
  describeStore('a store that is written and asked in threads', () => open('all'), true);
});

test('what was stored in one thread is found by the other at once', async () => {
  await using store = await open('all');
  const given = Array.from({ length: 50 }, (_, n) => someObservation({ id: `n${n}` }));
  const written = given.map((each, n) => store.store({ observations: [each], checkpoints: { main: n } }));
  await Promise.all(written);
  expect(await store.checkpoint('main')).toBe(49);
  const { items } = await store.query({}, { limit: 100 });
  expect(items.toSorted((a, b) => Number(a.id.slice(1)) - Number(b.id.slice(1)))).toEqual(given);
  const rows = await store.aggregate({ filter: {}, groupBy: ['reason'], metrics: ['count'] });
  expect(rows.map(({ count }) => count)).toEqual([50]);
  expect(await store.retain({ maxAgeMs: 1 }, (given[0]?.until ?? 0) + 10 * 86_400_000)).toBe(50);
  expect((await store.query({}, { limit: 100 })).items).toEqual([]);
});

test('who asks with a cursor that no page gave, or writes what another has written, hears of it as without threads', async () => {
  await using store = await open('all');
  await expect(store.query({}, { limit: 1, cursor: 'none' })).rejects.toBeInstanceOf(BadCursor);
  await store.store({ observations: [], checkpoints: { main: 1 } });
  const late = store.store({ observations: [], checkpoints: { main: 2 }, expects: { main: null } });
  await expect(late).rejects.toBeInstanceOf(Superseded);
  await expect(late).rejects.toThrow('gone on from the checkpoint "main"');
});

test('a file that cannot be used is refused with a reason, in threads too', async () => {
  const file = join(folder, 'other.db');
  const { DatabaseSync: Database } = process.getBuiltinModule('node:sqlite');
  const database = new Database(file);
  database.exec('CREATE TABLE theirs (x)');
  database.close();
  const why = { unusable: 'it is a database of another program' };
  expect(await openThreadedStore(file, { workers: 'questions' })).toEqual(why);
  expect(await openThreadedStore(file, { workers: 'all' })).toEqual(why);
});

test('while a slow question is answered, everything else goes on, and what comes meanwhile is stored', async () => {
  await using store = await open('questions');
  const observations = Array.from({ length: 5000 }, (_, n) => someObservation({ id: `n${n}`, message: `word ${n}` }));
  await store.store({ observations });
  // The machine may give this thread no turn during one of them, but not during all.
  let meanwhile = 0;
  for (let tries = 0; tries < 50 && meanwhile < 5; tries++) {
    let isAnswered = false;
    const answer = store.aggregate({
      filter: {},
      groupBy: ['workload', 'template', 'reason'],
      metrics: ['objects', 'p95Duration'],
      windowMs: 1000,
    });
    const answered = answer.then(() => {
      isAnswered = true;
    });
    for (meanwhile = 0; !isAnswered && meanwhile < 5; meanwhile++) {
      await store.store({ observations: [someObservation({ id: `${tries} ${meanwhile}` })] });
      await turn();
    }
    await answered;
  }
  expect(meanwhile).toBe(5);
});

test('a question whose thread dies is refused with a code; the next one is answered by a new thread', async () => {
  await using store = await open('questions');
  await store.store({ observations: [someObservation()] });
  const asked = store.query({}, { limit: 1 });
  await kill(false);
  await expect(asked).rejects.toMatchObject({ code: 'store-thread-ended' });
  expect((await store.query({}, { limit: 1 })).items.length).toBe(1);
  expect(threads.length).toBe(2);
});

test('a question for which no thread can be started is refused; the next one starts one', async () => {
  await using store = await open('questions', 1);
  const [first, second] = await Promise.allSettled([store.query({}, { limit: 1 }), store.query({}, { limit: 1 })]);
  expect(first).toMatchObject({ status: 'rejected', reason: { message: 'no more threads' } });
  expect(second).toMatchObject({ status: 'fulfilled', value: { items: [] } });
});

test('a writer that dies again and again loses nothing, writes nothing twice, and keeps the order', async () => {
  const inner = await open('all');
  await using store = bufferStore(inner, {
    folder: join(folder, 'buffer'),
    clock: { ...machineClock, delay: (_, signal) => machineClock.delay(1, signal) },
  });
  let head: number | null = null;
  for (let n = 1; n <= 80; n++) {
    const batch = {
      observations: [someObservation({ id: `n${n}` })],
      checkpoints: { main: n },
      expects: { main: head },
    };
    const stored = store.store(batch);
    if (n % 40 === 0) await kill(true);
    await stored;
    // By then another thread works.
    if (n % 40 === 20) await store.drained();
    head = n;
  }
  await store.drained();
  expect(threads.filter(({ writes }) => writes).length).toBeGreaterThan(2);
  expect(await store.checkpoint('main')).toBe(80);
  expect((await store.query({}, { limit: 1000 })).items.length).toBe(80);
});

test('nothing that was acknowledged is lost when the process is killed with its threads', async () => {
  const here = (path: string): string => JSON.stringify(new URL(path, import.meta.url).href);
  const script = `import { openThreadedStore } from ${here('../../packages/events/src/store/threads/open-threaded-store.ts')};
    import { someObservation } from ${here('../../packages/events/src/store/testing/some-observation.ts')};
    const store = await openThreadedStore(${JSON.stringify(join(folder, 'events.db'))}, { workers: 'all' });
    for (let n = 1; ; n++) {
      await store.store({ observations: [someObservation({ id: 'n' + n })], checkpoints: { main: n } });
      process.stdout.write(n + '\\n');
    }`;
  const flags = ['--conditions=@outrigger/source', '--input-type=module', '--eval', script];
  const writer = spawn(process.execPath, flags, { stdio: ['ignore', 'pipe', 'inherit'] });
  let acknowledged = 0;
  for await (const line of createInterface({ input: writer.stdout })) {
    acknowledged = Number(line);
    if (acknowledged === 200) writer.kill('SIGKILL');
  }
  await using store = await open('none');
  const checkpoint = Number(await store.checkpoint('main'));
  expect(checkpoint).toBeGreaterThanOrEqual(Math.max(200, acknowledged));
  expect((await store.query({}, { limit: 100_000 })).items.length).toBe(checkpoint);
});

test('a store that is closed writes first what was handed over, and is asked no more', async () => {
  const store = await open('all');
  const stored = Array.from({ length: 20 }, (_, n) =>
    store.store({ observations: [someObservation({ id: `n${n}` })] }),
  );
  await store[Symbol.asyncDispose]();
  await Promise.all(stored);
  await expect(store.query({}, { limit: 1 })).rejects.toMatchObject({ code: 'store-thread-ended' });
  await using again = await open('none');
  expect((await again.query({}, { limit: 100 })).items.length).toBe(20);
});
