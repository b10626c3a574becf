import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteStore, openThreadedStore, type StoreWorkers } from '@outrigger/events';
import { expect, onTestFinished, test } from 'vitest';
import { isFullRun } from '../effort.ts';
import { watchThroughFaults } from './exactness/watch-through-faults.ts';

// Kubelets and a scheduler tell of what happens, as client-go's recorders do; their Events are watched while connections break,
// stall and close, the past is compacted away, the API server ends and comes back from its file, the store is gone for minutes,
// clocks jump, two believe to lead, and watcher and recorders end and begin anew.
test.each<
  readonly [api: 'v1' | 'events.k8s.io/v1', seed: number, occurrences: number, isBuffered: boolean, StoreWorkers]
>([
  ['v1', 1, isFullRun ? 10_000_000 : 40_000, false, 'none'],
  ['events.k8s.io/v1', 2, isFullRun ? 40_000 : 20_000, false, 'none'],
  ['v1', 3, isFullRun ? 40_000 : 20_000, true, 'none'],
  ['v1', 4, isFullRun ? 40_000 : 20_000, true, 'all'],
  ...(isFullRun ? ([['v1', 11, 40_000, false, 'all']] as const) : []),
])(
  'as %s (seed %i), of %i occurrences each is stored, once (with a buffer on the disk: %s; in threads: %s)',
  async (api, seed, occurrences, isBuffered, workers) => {
    const folder = mkdtempSync(join(tmpdir(), 'outrigger-exactness-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const store = await openThreadedStore(join(folder, 'events.db'), { workers });
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

// The same, where Events live for an hour, and nobody reads for 70 minutes and for 75.
test.each(isFullRun ? [5, 6, 7, 8, 9, 10] : [9])(
  'what ended before anybody could read it is missing, and a gap says between which times it was told (seed %i)',
  async (seed) => {
    const folder = mkdtempSync(join(tmpdir(), 'outrigger-exactness-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const store = openSqliteStore(join(folder, 'events.db'));
    if ('unusable' in store) throw new Error(store.unusable);
    const trial = { occurrences: 6_000, seed, api: 'v1', store, folder, isExpiring: true } as const;
    const { published, handedOver, gaps, unreachable, unreadable } = await watchThroughFaults(trial);
    const [stored] = await store.aggregate({ filter: {}, groupBy: [], metrics: ['count'] });
    await store[Symbol.asyncDispose]();
    const lost = unreachable.reduce((sum, told) => sum + told.occurrences, 0);
    expect(lost).toBeGreaterThan(60);
    expect({ stored: stored?.count, handedOver }).toEqual({ stored: published - lost, handedOver: published - lost });

    const expired = gaps.filter(({ why }) => why === 'expired');
    expect(gaps.map(({ why }) => why)).toEqual(['first-start', 'expired', 'expired']);
    // From the last contact, which may be a while before the end of a quiet watch, until the Events that the first list could still show.
    const missed = expired.map(({ from, until }, nth) => {
      const [left = 0, back = 0] = unreadable[nth] ?? [];
      return { isAllOfIt: from <= left && until >= back, isNoMore: left - from < SOON && until - back < SOON };
    });
    expect(missed).toEqual(unreadable.map(() => ({ isAllOfIt: true, isNoMore: true })));
    const isTold = (at: number): boolean => expired.some(({ from, until }) => from <= at && at <= until);
    expect(unreachable.filter(({ at }) => !isTold(at))).toEqual([]);
  },
  7_200_000,
);

const SOON = 120_000;
