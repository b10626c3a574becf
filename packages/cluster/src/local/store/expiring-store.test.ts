import { expect, test } from 'vitest';
import { expiringStore } from './expiring-store.ts';
import { createMemoryStore } from './memory-store.ts';
import type { Store } from './store.ts';

/** A clock that is moved by hand. */
function handClock() {
  let time = Date.UTC(2026, 0, 1);
  let waiting: { readonly at: number; readonly over: () => void }[] = [];
  return {
    now: () => new Date(time),
    delay: (ms: number) => new Promise<void>((over) => waiting.push({ at: time + ms, over })),
    async pass(seconds: number): Promise<void> {
      time += seconds * 1000;
      const due = waiting.filter(({ at }) => at <= time);
      waiting = waiting.filter(({ at }) => at > time);
      for (const { over } of due) over();
      for (let turn = 0; turn < 10; turn++) await Promise.resolve();
    },
  };
}

function keys(store: Store, bucket: string): readonly string[] {
  const listed = store.list(bucket, {});
  return 'compacted' in listed ? [] : listed.entries.map(({ key }) => key);
}

test('events go after their time, and watchers hear that they are deleted; other things stay', async () => {
  const clock = handClock();
  const store = expiringStore(createMemoryStore(), { seconds: { events: 3600 }, ...clock });
  const heard: string[] = [];
  store.watch('events', store.version(), ({ key, after, last }) => {
    heard.push(`${after === undefined ? 'gone' : 'there'} ${key} ${last.metadata?.resourceVersion}`);
  });
  store.put('configmaps', 'a', {});
  store.put('events', 'a', {});
  await clock.pass(1800);
  store.put('events', 'b', {});
  await clock.pass(1801);
  expect(keys(store, 'events')).toEqual(['b']);
  await clock.pass(1800);
  expect(heard).toEqual(['there a 102', 'there b 103', 'gone a 104', 'gone b 105']);
  expect(keys(store, 'configmaps')).toEqual(['a']);
});

test('an event that is written again has its whole time again', async () => {
  const clock = handClock();
  const store = expiringStore(createMemoryStore(), { seconds: { events: 3600 }, ...clock });
  store.put('events', 'a', {});
  await clock.pass(3000);
  store.put('events', 'a', { count: 2 });
  await clock.pass(3000);
  expect(keys(store, 'events')).toEqual(['a']);
  await clock.pass(700);
  expect(keys(store, 'events')).toEqual([]);
});

test('what was kept over a restart goes as it would have gone', async () => {
  const clock = handClock();
  const [half, done] = [1800, 4000].map((ago) => new Date(clock.now().getTime() - ago * 1000).toISOString());
  const restored = [half, done].map((creationTimestamp = '', at) => ({
    bucket: 'events',
    key: String(at),
    object: { metadata: { creationTimestamp, resourceVersion: String(at + 1) } },
  }));
  const store = expiringStore(createMemoryStore({ restored }), { seconds: { events: 3600 }, ...clock });
  await clock.pass(1);
  expect(keys(store, 'events')).toEqual(['0']);
  await clock.pass(1800);
  expect(keys(store, 'events')).toEqual([]);
});
