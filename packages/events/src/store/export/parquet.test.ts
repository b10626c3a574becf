import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parquetMetadataAsync } from 'hyparquet';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Observation } from '../../observation.ts';
import { createMemoryStore } from '../memory-store.ts';
import { someObservation } from '../testing/some-observation.ts';
import { INCIDENT, NOON, SHAPES } from '../testing/store-cases.ts';
import { exportParquet } from './export-parquet.ts';
import { importParquet } from './import-parquet.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parquet-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function storeOf(observations: readonly Observation[]) {
  const store = createMemoryStore();
  await store.store({
    observations,
    incidents: [INCIDENT],
    gaps: [{ cluster: 'main', from: NOON, until: NOON + 1, why: 'expired', lost: undefined }],
  });
  return store;
}

async function written(pieces: AsyncIterable<Uint8Array>): Promise<string> {
  const path = join(folder, 'events.parquet');
  writeFileSync(path, '');
  for await (const piece of pieces) writeFileSync(path, piece, { flag: 'a' });
  return path;
}

async function imported(path: string) {
  const store = createMemoryStore();
  const file = await open(path);
  try {
    return { store, outcome: await importParquet(file, store) };
  } finally {
    await file.close();
  }
}

const all = async (store: ReturnType<typeof createMemoryStore>) => [
  (await store.query({}, { limit: 10_000, order: 'oldest' })).items,
  (await store.incidents({}, { limit: 100 })).items,
  JSON.parse(JSON.stringify(await store.gaps({}))),
];

test('every observation comes back letter by letter, with incidents and gaps', async () => {
  const store = await storeOf(SHAPES.map(([, said], n) => someObservation({ ...said, id: `shape-${n}` })));
  const { store: other, outcome } = await imported(await written(exportParquet(store, {})));
  expect(outcome).toEqual({ observations: SHAPES.length, incidents: 1, gaps: 1 });
  expect(await all(other)).toEqual(await all(store));
});

test('rows come in groups, so that neither side holds all of them', async () => {
  const store = await storeOf(
    Array.from({ length: 2500 }, (_, n) => someObservation({ id: `n${n}`, until: NOON + n })),
  );
  const counts: number[] = [];
  const path = await written(exportParquet(store, {}, { rowGroup: 1000, onRows: (count) => counts.push(count) }));
  expect(counts).toEqual([1000, 1000, 500]);
  const { store: other } = await imported(path);
  expect(await all(other)).toEqual(await all(store));
});

test('an export of nothing is a file with columns and without rows', async () => {
  const path = await written(exportParquet(createMemoryStore(), {}));
  expect((await imported(path)).outcome).toEqual({ observations: 0, incidents: 0, gaps: 0 });
  const file = await open(path);
  const { size } = await file.stat();
  const slice = async (start: number, end = size) => {
    const bytes = new Uint8Array(end - start);
    await file.read(bytes, 0, bytes.length, start);
    return bytes.buffer;
  };
  const { schema } = await parquetMetadataAsync({ byteLength: size, slice });
  await file.close();
  expect(schema.find(({ name }) => name === 'ended')).toMatchObject({ converted_type: 'TIMESTAMP_MILLIS' });
});

test.each([
  ['no Parquet at all', async () => Buffer.from('PAR1 and then something else')],
  ['one that ends early', async () => Buffer.concat(await pieces()).subarray(0, 3000)],
  ['one whose pages are damaged', async () => Buffer.concat(await pieces()).fill(0xff, 100, 2000)],
])('%s is refused with a reason', async (_, make) => {
  const path = join(folder, 'bad.parquet');
  writeFileSync(path, await make());
  expect((await imported(path)).outcome).toMatchObject({ why: expect.stringMatching(/./) });
});

async function pieces(): Promise<readonly Uint8Array[]> {
  const store = await storeOf(Array.from({ length: 500 }, (_, n) => someObservation({ id: `n${n}`, message: `${n}` })));
  const all: Uint8Array[] = [];
  for await (const piece of exportParquet(store, {})) all.push(piece);
  return all;
}
