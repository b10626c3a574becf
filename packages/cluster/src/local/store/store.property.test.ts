import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ApiObject } from '../object/api-object.ts';
import { createMemoryStore } from './memory-store.ts';
import { openSqliteStore } from './sqlite-store.ts';
import type { Store, StoredChange } from './store.ts';

describe.each([
  ['memory', { open: inMemory, runs: 300 }],
  ['SQLite', { open: inFile, runs: 30 }],
])('a store in %s', (_name, { open, runs }) => {
  const check = (history: readonly Step[], holds: (store: Store, states: readonly State[]) => void): void => {
    const { store, end } = open();
    try {
      holds(store, play(store, history));
    } finally {
      end();
    }
  };

  test('lists at any version what replaying all changes up to it gives', () => {
    fc.assert(
      fc.property(histories, (history) =>
        check(history, (store, states) => {
          for (const { version, objects } of states) expect(listed(store, { at: version })).toEqual([...objects]);
        }),
      ),
      { numRuns: runs },
    );
  });

  test('watches from any version what makes the objects of that version those of now', () => {
    fc.assert(
      fc.property(histories, (history) =>
        check(history, (store, states) => {
          for (const { version, objects } of states) {
            const followed = new Map(objects);
            const versions = watched(store, version).map((change) => {
              expect(followed.get(change.key)).toEqual(change.before);
              if (change.after === undefined) followed.delete(change.key);
              else followed.set(change.key, change.after);
              return change.version;
            });
            expect(versions).toEqual([...versions].sort((one, other) => one - other));
            expect([...followed].sort(byKey)).toEqual([...(states.at(-1)?.objects ?? [])]);
          }
        }),
      ),
      { numRuns: runs },
    );
  });

  test('gives in pages of any length what it gives at once, whatever is written between them', () => {
    fc.assert(
      fc.property(histories, histories, fc.integer({ min: 1, max: 7 }), prefixes, (history, later, limit, prefix) =>
        check(history, (store) => {
          const at = store.version();
          const whole = listed(store, { prefix });
          const paged: (readonly [string, ApiObject])[] = [];
          for (let after: string | undefined; ; play(store, later.slice(0, 2))) {
            const page = range(store, { at, prefix, limit, ...(after !== undefined && { after }) });
            paged.push(...page.entries.map(({ key, object }) => [key, object] as const));
            expect(page.remaining).toBe(whole.length - paged.length);
            after = page.entries.at(-1)?.key;
            if (page.remaining === 0) break;
          }
          expect(paged).toEqual(whole);
        }),
      ),
      { numRuns: runs },
    );
  });

  test('says from which version on it can be read once it was compacted', () => {
    const { store, end } = open();
    const states = play(store, [
      ['a/1', true],
      ['a/1', true],
      ['a/1', false],
    ]);
    const middle = states[1]?.version ?? 0;
    store.compact(middle);
    expect(store.list('things', { at: middle - 1 })).toEqual({ compacted: true, oldest: middle });
    expect(store.watch('things', middle - 1, () => {})).toEqual({ compacted: true, oldest: middle });
    expect(listed(store, { at: middle })).toHaveLength(1);
    expect(watched(store, middle).map(({ after }) => after === undefined)).toEqual([false, true]);
    end();
  });
});

/** A key that is written, or taken away. */
type Step = readonly [key: string, isPut: boolean];
type State = { readonly version: number; readonly objects: ReadonlyMap<string, ApiObject> };

const keys = fc.constantFrom('a/1', 'a/2', 'a/21', 'a-b/1', 'aa/1', 'b/1', 'b/2', 'c');
const histories: fc.Arbitrary<Step[]> = fc.array(fc.tuple(keys, fc.boolean()), { maxLength: 25 });
const prefixes = fc.constantFrom('', 'a/', 'b/', 'none/');

/** Writes a history, and gives the simplest possible account of what was there after each step. */
function play(store: Store, history: readonly Step[]): readonly State[] {
  const objects = new Map(listed(store, {}));
  return [
    { version: store.version(), objects: new Map(objects) },
    ...history.map(([key, isPut], step) => {
      if (isPut) objects.set(key, store.put('things', key, { metadata: { name: key }, step }));
      else if (store.remove('things', key) !== undefined) objects.delete(key);
      return { version: store.version(), objects: new Map([...objects].sort(byKey)) };
    }),
  ];
}

function byKey([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : 1;
}

function range(store: Store, wanted: Parameters<Store['list']>[1]) {
  const found = store.list('things', wanted);
  if ('compacted' in found) throw new Error('nothing was compacted');
  return found;
}

function listed(store: Store, wanted: Parameters<Store['list']>[1]): readonly (readonly [string, ApiObject])[] {
  return range(store, wanted).entries.map(({ key, object }) => [key, object]);
}

function watched(store: Store, from: number): readonly StoredChange[] {
  const changes: StoredChange[] = [];
  const watching = store.watch('things', from, (change) => changes.push(change));
  if ('compacted' in watching) throw new Error('nothing was compacted');
  watching.stop();
  return changes;
}

function inMemory() {
  return { store: createMemoryStore(), end: () => {} };
}

function inFile() {
  const folder = mkdtempSync(join(tmpdir(), 'store-'));
  const store = openSqliteStore(join(folder, 'objects.db'));
  if ('unusable' in store) throw new Error(store.unusable);
  return {
    store,
    end() {
      store.close();
      rmSync(folder, { recursive: true });
    },
  };
}
