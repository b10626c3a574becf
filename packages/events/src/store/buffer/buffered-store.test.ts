import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Severity } from '../../observation.ts';
import type { EventStore, StoreBatch } from '../event-store.ts';
import { createMemoryStore } from '../memory-store.ts';
import { Superseded } from '../superseded.ts';
import { someObservation } from '../testing/some-observation.ts';
import { INCIDENT } from '../testing/store-cases.ts';
import { describeStore } from '../testing/store-suite.ts';
import { bufferStore } from './buffered-store.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'spool-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Every wait is over when the test says so. */
function heldClock() {
  const waits: { readonly ms: number; readonly end: () => void }[] = [];
  return {
    waits,
    now: () => 0,
    delay: (ms: number, signal?: AbortSignal) =>
      new Promise<void>((resolve) => {
        waits.push({ ms, end: resolve });
        signal?.addEventListener('abort', () => resolve());
      }),
    next: async () => {
      waits.at(-1)?.end();
      for (let turn = 0; turn < 20; turn++) await Promise.resolve();
    },
  };
}

function sometimesAway(): {
  readonly inner: EventStore;
  readonly store: EventStore;
  isAway: boolean;
  calls: StoreBatch[];
} {
  const inner = createMemoryStore();
  const self = {
    inner,
    isAway: false,
    calls: [] as StoreBatch[],
    store: {
      ...inner,
      async store(batch: StoreBatch) {
        if (self.isAway) throw new Error('the store is away');
        self.calls.push(batch);
        await inner.store(batch);
      },
    },
  };
  return self;
}

const batchOf = (n: number, severity: Severity = 'error', count = 1): StoreBatch => ({
  observations: Array.from({ length: count }, (_, place) =>
    someObservation({
      id: `${n}.${place}`,
      class: { category: 'node', severity, rule: undefined, recovers: [], subclass: undefined },
    }),
  ),
  checkpoints: { main: n },
});

const idsIn = async (store: EventStore): Promise<readonly string[]> =>
  (await store.query({}, { limit: 1000 })).items.map(({ id }) => id).toSorted();

describeStore('a buffered store', async () => bufferStore(createMemoryStore(), { folder, clock: heldClock() }), false);

test('while the store is away batches wait on the disk; they are written in their order when it is back', async () => {
  const away = sometimesAway();
  const clock = heldClock();
  const troubles: number[] = [];
  const random = () => 1;
  const buffered = bufferStore(away.store, {
    folder,
    clock,
    random,
    onTrouble: (_, failures) => troubles.push(failures),
  });
  await buffered.store(batchOf(1));
  away.isAway = true;
  for (const n of [2, 3, 4]) await buffered.store(batchOf(n));

  expect(buffered.waiting().batches).toBe(3);
  expect([await buffered.checkpoint('main'), await away.inner.checkpoint('main')]).toEqual([4, 1]);
  for (let n = 0; n < 10; n++) await clock.next();
  expect(clock.waits.map(({ ms }) => ms)).toEqual([
    200, 400, 800, 1600, 3200, 6400, 12_800, 25_600, 30_000, 30_000, 30_000,
  ]);
  expect(troubles.slice(0, 4)).toEqual([1, 2, 3, 4]);

  away.isAway = false;
  await clock.next();
  await buffered.drained();
  expect(away.calls.map(({ checkpoints }) => checkpoints?.main)).toEqual([1, 2, 3, 4]);
  expect([buffered.waiting(), readdirSync(folder)]).toEqual([
    { batches: 0, bytes: 0, shed: {}, failures: troubles.length },
    [],
  ]);
  await buffered.store(batchOf(5));
  expect(await idsIn(away.inner)).toEqual(['1.0', '2.0', '3.0', '4.0', '5.0']);
});

test('of a full spool the least severe go first, and are told as a gap with their number', async () => {
  const away = sometimesAway();
  away.isAway = true;
  const clock = heldClock();
  const buffered = bufferStore(away.store, { folder, clock, maxBytes: 32_000 });
  await buffered.store(batchOf(1, 'critical', 10));
  await buffered.store(batchOf(2, 'debug', 10));
  await buffered.store(batchOf(3, 'info', 10));
  await buffered.store(batchOf(4, 'error', 20));
  expect(buffered.waiting().bytes).toBeLessThanOrEqual(32_000);
  expect(buffered.waiting().shed).toEqual({ debug: 10, info: 10 });

  away.isAway = false;
  await clock.next();
  await buffered.drained();
  const { items } = await away.inner.query({}, { limit: 100 });
  const severities = Map.groupBy(items, (each) => each.class?.severity);
  expect(new Map([...severities].map(([severity, kept]) => [severity, kept.length]))).toEqual(
    new Map([
      ['error', 20],
      ['critical', 10],
    ]),
  );
  // One of each batch that lost something.
  const gaps = await away.inner.gaps({});
  expect(gaps.map(({ why, cluster, lost }) => [why, cluster, lost])).toEqual([
    ['shed', 'main', 10],
    ['shed', 'main', 10],
  ]);
  expect(await away.inner.checkpoint('main')).toBe(4);
});

test('what stands on a checkpoint that another writer has moved is not kept for later, also on the disk', async () => {
  const away = sometimesAway();
  const clock = heldClock();
  const buffered = bufferStore(away.store, { folder, clock });
  await away.inner.store({ observations: [], checkpoints: { main: 1 } });
  await expect(buffered.store({ ...batchOf(5), expects: { main: 0 } })).rejects.toThrow(Superseded);
  away.isAway = true;
  await buffered.store({ ...batchOf(2), expects: { main: 1 } });
  await buffered.store({ ...batchOf(3), expects: { main: 2 } });
  await away.inner.store({ observations: [], checkpoints: { main: 7 } });
  away.isAway = false;
  await clock.next();
  await buffered.drained();
  expect([await idsIn(away.inner), await buffered.checkpoint('main'), readdirSync(folder)]).toEqual([[], 7, []]);
});

test('many batches that wait become few, and leave behind what they would have left one after the other', async () => {
  const away = sometimesAway();
  away.isAway = true;
  const clock = heldClock();
  const buffered = bufferStore(away.store, { folder, clock });
  const all: StoreBatch[] = [];
  for (let n = 1; n <= 100; n++) {
    all.push({
      ...batchOf(n),
      gaps: [{ cluster: 'c', from: n, until: n + 1, why: 'expired', lost: undefined }],
      incidents: [{ ...INCIDENT, id: `i-${n % 7}`, occurrences: n }],
      checkpoints: { main: n, [`chunk-${n % 3}`]: 'x'.repeat(10_000) + n },
      expects: { main: n === 1 ? null : n - 1 },
    });
    await buffered.store(all[n - 1] as StoreBatch);
  }
  expect(readdirSync(folder).length).toBeLessThan(20);
  expect(buffered.waiting().bytes).toBeLessThan(400_000);
  await buffered[Symbol.asyncDispose]();

  away.isAway = false;
  const again = bufferStore(away.store, { folder, clock });
  await clock.next();
  await again.drained();
  const plain = createMemoryStore();
  for (const batch of all) await plain.store(batch);
  const left = async (store: EventStore) => ({
    ids: await idsIn(store),
    gaps: (await store.gaps({})).map(({ from }) => from),
    incidents: (await store.incidents({}, { limit: 100 })).items.map(({ id, occurrences }) => [id, occurrences]),
    checkpoints: await Promise.all(['main', 'chunk-0', 'chunk-1', 'chunk-2'].map(store.checkpoint)),
  });
  expect(await left(away.inner)).toEqual(await left(plain));
});

test('what an unfinished or damaged file holds is not taken for a batch', async () => {
  const away = sometimesAway();
  away.isAway = true;
  const first = bufferStore(away.store, { folder, clock: heldClock() });
  await first.store(batchOf(1));
  await first[Symbol.asyncDispose]();
  writeFileSync(join(folder, '000000000002-a.json'), '123 {"observations":[');
  writeFileSync(join(folder, '000000000003-b.json.part'), '5');
  const clock = heldClock();
  away.isAway = false;
  const second = bufferStore(away.store, { folder, clock });
  await clock.next();
  await second.drained();
  expect(await idsIn(away.inner)).toEqual(['1.0']);
  expect(readdirSync(folder)).toEqual(['000000000002-a.json.damaged']);
});

test('a batch is not written again when the process ended after the store had it', async () => {
  const away = sometimesAway();
  away.isAway = true;
  const first = bufferStore(away.store, { folder, clock: heldClock() });
  await first.store({ ...batchOf(1), gaps: [{ cluster: 'main', from: 1, until: 2, why: 'expired', lost: 3 }] });
  await first[Symbol.asyncDispose]();
  const [name = ''] = readdirSync(folder);
  const left = readFileSync(join(folder, name));
  away.isAway = false;
  for (let start = 0; start < 2; start++) {
    const clock = heldClock();
    const again = bufferStore(away.store, { folder, clock });
    await clock.next();
    await again.drained();
    if (start === 0) writeFileSync(join(folder, name), left);
  }
  expect([readdirSync(folder), (await away.inner.gaps({})).length, away.calls.length]).toEqual([[], 1, 1]);
});

test('nothing that was acknowledged is lost when the process is killed', async () => {
  const here = (path: string): string => JSON.stringify(new URL(path, import.meta.url).href);
  const writer = spawn(
    process.execPath,
    [
      '--conditions=@outrigger/source',
      '--input-type=module',
      '--eval',
      `import { bufferStore } from ${here('./buffered-store.ts')};
       import { someObservation } from ${here('../testing/some-observation.ts')};
       const away = { store: async () => { throw new Error('away') } };
       const clock = { now: () => 0, delay: () => new Promise(() => {}) };
       const store = bufferStore(away, { folder: ${JSON.stringify(folder)}, clock });
       for (let n = 0; ; n++) {
         await store.store({ observations: [someObservation({ id: 'n' + n })], checkpoints: { main: n } });
         process.stdout.write(n + '\\n');
         await new Promise((turn) => setImmediate(turn));
       }`,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const acknowledged: number[] = [];
  for await (const line of createInterface({ input: writer.stdout })) {
    acknowledged.push(Number(line));
    if (acknowledged.length === 150) writer.kill('SIGKILL');
  }
  expect(acknowledged.length).toBeGreaterThanOrEqual(150);

  const inner = createMemoryStore();
  const clock = heldClock();
  const buffered = bufferStore(inner, { folder, clock });
  await clock.next();
  await buffered.drained();
  const ids = new Set(await idsIn(inner));
  expect(acknowledged.filter((n) => !ids.has(`n${n}`))).toEqual([]);
  expect(await inner.checkpoint('main')).toBeGreaterThanOrEqual(acknowledged.length - 1);
});
