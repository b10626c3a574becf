import { expect, test } from 'vitest';
import { RuntimeFailure } from '../runtime/runtime-failure.ts';
import { insist } from './insist.ts';

const atOnce = (_: number, what: () => void) => queueMicrotask(what);

test('what a runtime refuses is asked again until it does it, and the first refusal is told', async () => {
  const refusals = ['it is being restarted', 'it still is'];
  const told: string[] = [];
  const answer = await insist(
    async () => {
      const message = refusals.shift();
      if (message !== undefined) throw new RuntimeFailure(message);
      return 'done';
    },
    { after: atOnce, refused: (message) => told.push(message) },
  );
  expect(answer).toBe('done');
  expect(told).toEqual(['it is being restarted']);
});

test('a bug is not insisted on, and nothing when nobody waits any more', async () => {
  const bug = insist(() => Promise.reject(new TypeError('a bug')), { after: atOnce });
  await expect(bug).rejects.toThrow('a bug');
  const refused = insist(() => Promise.reject(new RuntimeFailure('no')), {
    after: atOnce,
    signal: AbortSignal.abort(),
  });
  await expect(refused).rejects.toThrow('no');
});
