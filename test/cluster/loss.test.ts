import { expect, test } from 'vitest';
import { isFullRun } from '../effort.ts';
import { readThroughFaults } from './loss/read-through-faults.ts';

// Changes of two thousand objects, read while connections are cut, stall and close, the server is gone, refuses and forgets its
// past, and the reader crashes between reading and writing: what is seen is what was made.
const CHANGES = isFullRun ? 10_000_000 : 200_000;

test(`of ${CHANGES} changes through faults and compactions none is lost and none doubled`, async () => {
  const { made, seen, differing, faults, metrics } = await readThroughFaults({
    changes: CHANGES,
    seed: 7,
    compacts: true,
  });
  expect(seen.doubled).toEqual([]);
  expect(differing).toEqual([]);
  const { created, deleted, sum } = seen;
  expect({ created, deleted, sum }).toEqual(made);
  // It was no easy way.
  expect(Object.keys(faults)).toHaveLength(9);
  expect(metrics.lists).toBeGreaterThan(CHANGES / 50_000);
  expect(metrics.watches).toBeGreaterThan(CHANGES / 10_000);
}, 1_800_000);

test.each([1, 2, 3])(
  'where nothing is compacted, every single change is seen, once (seed %i)',
  async (seed) => {
    const { made, seen, differing } = await readThroughFaults({ changes: 30_000, seed, compacts: false });
    expect(seen.doubled).toEqual([]);
    expect(differing).toEqual([]);
    expect(seen.changes).toBe(made.sum + made.deleted);
  },
  120_000,
);
