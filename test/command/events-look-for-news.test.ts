import { createMemoryStore, type EventReader } from '@outrigger/events';
import { expect, test } from 'vitest';
import { lookForNews } from '../../packages/outrigger/src/events/ask/look-for-news.ts';
import { createVirtualClock } from '../cluster/virtual-clock.ts';
import { observation } from '../events/query/some-events.ts';

const MINUTE = 60_000;

test('what comes is told once, also what is told late, and looking for it reads little', async () => {
  const clock = createVirtualClock();
  const store = createMemoryStore();
  const start = 100 * MINUTE;
  const real = { now: () => start + clock.now(), delay: clock.delay };
  const put = (nth: number, until: number) =>
    store.store({ observations: [observation(nth, { id: `id-${nth}`, from: until, until, seenAt: real.now() })] });
  // An hour of what was there before, of which nothing is told.
  for (let nth = 0; nth < 3600; nth++) await put(nth, start - nth * 1000);
  let read = 0;
  const reader: EventReader = {
    ...store,
    async query(filter, page) {
      const answer = await store.query(filter, page);
      read += answer.items.length;
      return answer;
    },
  };
  await clock.runUntil(1);
  const told: string[] = [];
  const over = new AbortController();
  const looking = (async () => {
    for await (const { id } of lookForNews(reader, {}, over.signal, real)) told.push(id);
  })();
  const expected: string[] = [];
  for (let second = 1; second <= 120; second++) {
    await clock.runUntil(second * 1000);
    // Every tenth is about half an hour ago.
    await put(10_000 + second, second % 10 === 0 ? real.now() - 30 * MINUTE : real.now());
    expected.push(`id-${10_000 + second}`);
  }
  await clock.runUntil(4 * MINUTE);
  over.abort();
  await clock.runUntil(5 * MINUTE);
  await looking;
  expect(told.toSorted()).toEqual(expected.toSorted());
  // Looked at in full each second it would be half a million.
  expect(read).toBeLessThan(25_000);
}, 60_000);
