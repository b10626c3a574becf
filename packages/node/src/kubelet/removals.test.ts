import { expect, test } from 'vitest';
import { createRemovals } from './removals.ts';

/** Pods by the ms at which they end, and the turns that take them away. */
const rows: readonly (readonly [what: string, ends: Readonly<Record<string, number>>, gone: readonly string[]])[] = [
  ['one goes after a while', { a: 0 }, ['300 a']],
  ['those that end together go in the order of their names', { b: 0, c: 150, a: 200 }, ['500 a', '500 b', '500 c']],
  [
    'nobody waits longer than a second',
    { a: 0, b: 250, c: 500, d: 750, e: 990 },
    ['1000 a', '1000 b', '1000 c', '1000 d', '1000 e'],
  ],
  ['later ones have a turn of their own', { b: 0, a: 400 }, ['300 b', '700 a']],
];

test.each(rows)('%s', async (_, ends, gone) => {
  let now = 0;
  let timers: { readonly at: number; readonly what: () => void }[] = [];
  const removals = createRemovals({
    now: () => now,
    after(ms, what) {
      const timer = { at: now + ms, what };
      timers.push(timer);
      return () => {
        timers = timers.filter((each) => each !== timer);
      };
    },
  });
  const seen: string[] = [];
  const done: Promise<void>[] = [];
  for (const [name, at] of Object.entries(ends)) {
    timers.push({
      at,
      what: () => done.push(removals.add({ namespace: 'default', name }, async () => void seen.push(`${now} ${name}`))),
    });
  }
  for (let next = timers[0]; next; next = timers[0]) {
    next = timers.reduce((first, each) => (each.at < first.at ? each : first), next);
    timers = timers.filter((each) => each !== next);
    now = next.at;
    next.what();
    // A turn is taken before time goes on.
    for (let i = 0; i < 20; i++) await Promise.resolve();
  }
  await Promise.all(done);
  expect(seen).toEqual(gone);
});
