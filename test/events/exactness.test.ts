import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteStore } from '@outrigger/events';
import { expect, test } from 'vitest';
import { isFullRun } from '../effort.ts';
import { watchThroughFaults } from './exactness/watch-through-faults.ts';

// Kubelets and a scheduler tell of what happens, as client-go's recorders do; their Events are watched while connections break,
// stall and close, the past is compacted away, the store is gone for minutes, and watcher and recorders end and begin anew.
test.each([
  ['v1', 1, isFullRun ? 10_000_000 : 100_000],
  ['events.k8s.io/v1', 2, 40_000],
  ['v1', 3, 40_000],
] as const)(
  'as %s (seed %i), of %i occurrences each is stored, once',
  async (api, seed, occurrences) => {
    const folder = mkdtempSync(join(tmpdir(), 'outrigger-exactness-'));
    const store = openSqliteStore(join(folder, 'events.db'));
    if ('unusable' in store) throw new Error(store.unusable);
    const { published, handedOver, gaps, faults, hours } = await watchThroughFaults({ occurrences, seed, api, store });
    const [stored] = await store.aggregate({ filter: {}, groupBy: [], metrics: ['count'] });
    await store[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true });
    expect({ stored: stored?.count, handedOver }).toEqual({ stored: published, handedOver: published });
    expect(gaps.map(({ why }) => why)).toEqual(['first-start']);
    // It was no easy way.
    expect(Object.keys(faults).length).toBeGreaterThan(6);
    expect(hours).toBeGreaterThan(0.2);
  },
  7_200_000,
);
