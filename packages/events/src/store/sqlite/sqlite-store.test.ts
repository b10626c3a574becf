import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { EventStore } from '../event-store.ts';
import { someObservation } from '../testing/some-observation.ts';
import { describeStore } from '../testing/store-suite.ts';
import { openSqliteStore } from './open-sqlite-store.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'events-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function open(): EventStore {
  const store = openSqliteStore(join(folder, 'events.db'));
  if ('unusable' in store) throw new Error(store.unusable);
  return store;
}

describeStore('a store in a file of SQLite', async () => open(), true);

const DAY = 86_400_000;
const NOON = Date.UTC(2026, 10, 20, 12);

/** A thousand of each of five days, the newest last. */
async function fiveDays(store: EventStore): Promise<void> {
  for (let day = 4; day >= 0; day--) {
    const observations = Array.from({ length: 1000 }, (_, n) =>
      someObservation({ id: `${day}.${n}`, until: NOON - day * DAY + n, message: `message ${n} of ${day}` }),
    );
    await store.store({ observations });
  }
}

test('the oldest days go until the rest fits; their bytes are free again', async () => {
  await using store = open();
  await fiveDays(store);
  const before = await store.size();
  expect(await store.retain({ maxBytes: before * 0.6 }, NOON)).toBe(3000);
  expect(await store.size()).toBeLessThan(before * 0.6);
  const days = await store.aggregate({ filter: {}, groupBy: [], windowMs: DAY, metrics: ['count'] });
  expect(days.map(({ count }) => count)).toEqual([1000, 1000]);
  expect(await store.retain({ maxBytes: 1 }, NOON)).toBe(1000);
  expect((await store.query({ text: 'message' }, { limit: 2000 })).items.length).toBe(1000);
});

test('a day that has gone may come again', async () => {
  await using store = open();
  await fiveDays(store);
  expect(await store.retain({ maxAgeMs: DAY }, NOON + 3 * DAY)).toBe(5000);
  await fiveDays(store);
  expect((await store.query({}, { limit: 10_000 })).items.length).toBe(5000);
});

test('those of one moment are all kept, and each is known again', async () => {
  await using store = open();
  const observations = Array.from({ length: 5000 }, (_, n) => someObservation({ id: `${n}`, until: NOON }));
  await store.store({ observations });
  await store.store({ observations });
  const [row] = await store.aggregate({ filter: {}, groupBy: [], metrics: ['count'] });
  expect(row?.count).toBe(5000);
});

test.each([
  ['café', ['Café is closed']],
  ['cafe', ['cafe is open']],
  ['retry3', ['retry30 of a job', 'retry3 of a job']],
  ['retry', ['retry30 of a job', 'retry3 of a job']],
  ['job retry30', ['retry30 of a job']],
  ['etry', []],
  ['58cc', []],
  ['4a11c0de', ['pod 4a11c0de-58cc-4372-a567-0e02b2c3d479 is gone']],
  ['4a11c0de-58cc-4372-a567-0e02b2c3d479 pod', ['pod 4a11c0de-58cc-4372-a567-0e02b2c3d479 is gone']],
  ['', []],
])('of words, "%s" finds %j', async (text, wanted) => {
  await using store = open();
  const of = (message: string, template: string, nth: number) =>
    someObservation({ id: message, until: NOON + nth, message, template: { id: template, text: template } });
  const observations = [
    of('cafe is open', '<*> is <*>', 1),
    of('Café is closed', '<*> is <*>', 2),
    of('retry3 of a job', 'retry<*> of a job', 3),
    of('retry30 of a job', 'retry<*> of a job', 4),
    of('pod 4a11c0de-58cc-4372-a567-0e02b2c3d479 is gone', 'pod <*> is gone', 5),
  ];
  await store.store({ observations });
  expect((await store.query({ text }, { limit: 10 })).items.map(({ message }) => message)).toEqual(wanted);
});

test('a file that is none of ours is refused with a reason', () => {
  const file = join(folder, 'other.db');
  writeFileSync(file, 'apiVersion: v1\nkind: ConfigMap\n'.repeat(100));
  expect(openSqliteStore(file)).toEqual({ unusable: 'file is not a database' });
});

test('a database of another program, or of another format, is refused and stays as it is', async () => {
  const { DatabaseSync: Database } = process.getBuiltinModule('node:sqlite');
  const change = (file: string, sql: string): void => {
    const database = new Database(file);
    database.exec(sql);
    database.close();
  };
  const other = join(folder, 'other.db');
  change(other, 'CREATE TABLE theirs (x)');
  const before = readFileSync(other);
  expect(openSqliteStore(other)).toEqual({ unusable: 'it is a database of another program' });
  expect(readFileSync(other).equals(before)).toBe(true);

  await open()[Symbol.asyncDispose]();
  await open()[Symbol.asyncDispose]();
  change(join(folder, 'events.db'), 'PRAGMA user_version = 99');
  expect(openSqliteStore(join(folder, 'events.db'))).toEqual({
    unusable: expect.stringMatching(/^the file has format 99/),
  });
});

test('nothing that was acknowledged is lost when the process is killed, rows and checkpoint go together', async () => {
  const here = (path: string): string => JSON.stringify(new URL(path, import.meta.url).href);
  const writer = spawn(
    process.execPath,
    [
      '--conditions=@outrigger/source',
      '--input-type=module',
      '--eval',
      `import { openSqliteStore } from ${here('./open-sqlite-store.ts')};
       import { someObservation } from ${here('../testing/some-observation.ts')};
       const store = openSqliteStore(${JSON.stringify(join(folder, 'events.db'))});
       for (let n = 1; ; n++) {
         await store.store({ observations: [someObservation({ id: 'n' + n })], checkpoints: { main: n } });
         process.stdout.write(n + '\\n');
         await new Promise((turn) => setImmediate(turn));
       }`,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let acknowledged = 0;
  for await (const line of createInterface({ input: writer.stdout })) {
    acknowledged = Number(line);
    if (acknowledged === 300) writer.kill('SIGKILL');
  }
  await using store = open();
  const checkpoint = Number(await store.checkpoint('main'));
  expect(checkpoint).toBeGreaterThanOrEqual(Math.max(300, acknowledged));
  expect((await store.query({}, { limit: 100_000 })).items.length).toBe(checkpoint);
});
