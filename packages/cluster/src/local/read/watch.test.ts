import { expect, test } from 'vitest';
import { askedServer, textOf } from './testing/ask-local.ts';

const collection = '/api/v1/namespaces/default/configmaps';
const configMap = (name: string) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } });

test('a watch ends with its signal, with the server, and leaves nobody listening', async () => {
  const { server, ask } = askedServer({ standsStill: true });
  const listeners = countListeners(server.store);
  const gone = new AbortController();
  const byClient = textOf(await ask('GET', `${collection}?watch=1`, { signal: gone.signal }));
  const byServer = textOf(await ask('GET', `${collection}?watch=1&resourceVersion=0`));
  await turns();
  gone.abort();
  expect(await byClient).toBe('');
  server.close();
  expect(await byServer).toBe('');
  expect(listeners()).toBe(0);
});

test('who stops reading a watch is no longer told anything', async () => {
  const { server, ask, create } = askedServer({ standsStill: true });
  const listeners = countListeners(server.store);
  const { body } = await ask('GET', `${collection}?watch=1`);
  const reading = (body as AsyncIterable<string>)[Symbol.asyncIterator]();
  const first = reading.next();
  await turns();
  await create(collection, configMap('a'));
  expect((await first).value).toContain('"name":"a"');
  expect(listeners()).toBe(1);
  await reading.return?.();
  expect(listeners()).toBe(0);
});

test('a reader who falls 50,000 changes behind loses his watch, as he does at the real server', async () => {
  const { server, ask } = askedServer({ standsStill: true });
  const { body } = await ask('GET', `${collection}?watch=1`);
  const reading = (body as AsyncIterable<string>)[Symbol.asyncIterator]();
  const first = reading.next();
  await turns();
  server.store.put('configmaps', 'default/a', { metadata: { name: 'a', namespace: 'default' } });
  expect((await first).value).toContain('ADDED');
  for (let n = 0; n < 50_001; n++)
    server.store.put('configmaps', 'default/a', { metadata: { name: 'a', namespace: 'default' } });
  expect((await reading.next()).done).toBe(true);
});

test('every change is written once for all who watch it in the same way', async () => {
  const { server, ask } = askedServer({ standsStill: true });
  let written = 0;
  const object = {
    metadata: { name: 'a', namespace: 'default' },
    get data() {
      return { toJSON: () => ({ written: String(++written) }) };
    },
  };
  const answers = await Promise.all(Array.from({ length: 10 }, () => ask('GET', `${collection}?watch=1`)));
  const readers = answers.map(({ body }) => (body as AsyncIterable<string>)[Symbol.asyncIterator]());
  const firsts = readers.map((reader) => reader.next());
  await turns();
  server.store.put('configmaps', 'default/a', object);
  for (const first of firsts) expect((await first).value).toContain('"written":"1"');
  expect(written).toBe(1);
  for (const reader of readers) await reader.return?.();
});

/** How many hear of changes, by what is begun and what is stopped. */
function countListeners(store: { watch: unknown }): () => number {
  let count = 0;
  const { watch } = store as { watch: (...all: unknown[]) => { stop?: () => void } };
  store.watch = (...all: unknown[]) => {
    const watching = watch(...all);
    count++;
    return {
      ...watching,
      stop() {
        count--;
        watching.stop?.();
      },
    };
  };
  return () => count;
}

async function turns(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await new Promise((over) => setImmediate(over));
}
