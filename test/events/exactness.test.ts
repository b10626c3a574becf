import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteStore } from '@outrigger/events';
import { expect, onTestFinished, test } from 'vitest';
import { isFullRun } from '../effort.ts';
import { watchThroughFaults } from './exactness/watch-through-faults.ts';

// Kubelets and a scheduler tell of what happens, as client-go's recorders do; their Events are watched while connections break,
// stall and close, the past is compacted away, the API server ends and comes back from its file, the store is gone for minutes,
// clocks jump, two believe to lead, and watcher and recorders end and begin anew.
test.each([
  ['v1', 1, isFullRun ? 10_000_000 : 40_000, false],
  ['events.k8s.io/v1', 2, isFullRun ? 40_000 : 20_000, false],
  ['v1', 3, isFullRun ? 40_000 : 20_000, true],
  ['v1', 4, isFullRun ? 40_000 : 20_000, true],
] as const)(
  'as %s (seed %i), of %i occurrences each is stored, once (with a buffer on the disk: %s)',
  async (api, seed, occurrences, isBuffered) => {
    const folder = mkdtempSync(join(tmpdir(), 'outrigger-exactness-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const store = openSqliteStore(join(folder, 'events.db'));
    if ('unusable' in store) throw new Error(store.unusable);
    const trial = { occurrences, seed, api, store, folder, isBuffered, isServerFleeting: occurrences > 1_000_000 };
    const { published, handedOver, gaps, faults, superseded, hours } = await watchThroughFaults(trial);
    const [stored] = await store.aggregate({ filter: {}, groupBy: [], metrics: ['count'] });
    await store[Symbol.asyncDispose]();
    expect({ stored: stored?.count, handedOver }).toEqual({ stored: published, handedOver: published });
    expect(gaps.map(({ why }) => why)).toEqual(['first-start']);
    // It was no easy way.
    expect(Object.keys(faults).length).toBeGreaterThan(9);
    expect(faults['two leaders'] ?? 0).toBeLessThanOrEqual(superseded);
    expect(hours).toBeGreaterThan(0.2);
  },
  7_200_000,
);
