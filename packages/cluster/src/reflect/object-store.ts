import type { ApiObject } from '../local/object/api-object.ts';
import type { Change } from './change.ts';
import { keyOf } from './ledger.ts';

/** The objects of a resource as they are now, found by name, or by whatever an index is made of. */
export interface ObjectStore {
  readonly get: (name: string, namespace?: string) => ApiObject | undefined;
  /** What an index has under a value, in no order. */
  readonly by: (index: string, value: string) => readonly ApiObject[];
  readonly all: () => IterableIterator<ApiObject>;
  readonly size: () => number;
}

/** The values under which an object is found. */
export type IndexOf = (object: ApiObject) => readonly string[];

/** A store and the hand that keeps it up to date. */
export interface WritableStore extends ObjectStore {
  readonly apply: (change: Change) => void;
}

/** An empty store with these indexes. */
export function createObjectStore(indexes: Readonly<Record<string, IndexOf>> = {}): WritableStore {
  const objects = new Map<string, ApiObject>();
  const kept = Object.entries(indexes).map(([name, indexOf]) => ({
    name,
    indexOf,
    keys: new Map<string, Set<string>>(),
  }));

  function forget(key: string, object: ApiObject): void {
    for (const { indexOf, keys } of kept) {
      for (const value of indexOf(object)) {
        const found = keys.get(value);
        found?.delete(key);
        if (found?.size === 0) keys.delete(value);
      }
    }
  }

  function remember(key: string, object: ApiObject): void {
    for (const { indexOf, keys } of kept) {
      for (const value of indexOf(object)) {
        const found = keys.get(value);
        if (found !== undefined) found.add(key);
        else keys.set(value, new Set([key]));
      }
    }
  }

  return {
    apply({ type, object }) {
      const key = keyOf(object);
      const before = kept.length === 0 ? undefined : objects.get(key);
      if (before !== undefined) forget(key, before);
      if (type === 'DELETED') {
        objects.delete(key);
        return;
      }
      objects.set(key, object);
      remember(key, object);
    },
    get: (name, namespace) => objects.get(keyOf({ metadata: { name, ...(namespace !== undefined && { namespace }) } })),
    by(index, value) {
      const found = kept.find(({ name }) => name === index);
      if (found === undefined) throw new Error(`there is no index ${index}`);
      const keys = found.keys.get(value) ?? [];
      return Array.from(keys, (key) => objects.get(key)).filter((object) => object !== undefined);
    },
    all: () => objects.values(),
    size: () => objects.size,
  };
}
