import type { ApiObject } from '../local/object/api-object.ts';
import type { Change } from './change.ts';
import { keyOf } from './ledger.ts';

/** The objects of a resource as they are now, found by name, uid, or whatever an index is made of. */
export interface ObjectStore {
  readonly get: (name: string, namespace?: string) => ApiObject | undefined;
  readonly ofUid: (uid: string) => ApiObject | undefined;
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
  const uids = new Map<string, ApiObject>();
  const values = new Map<string, Map<string, Set<string>>>(Object.keys(indexes).map((name) => [name, new Map()]));

  function forget(key: string, object: ApiObject): void {
    uids.delete(object.metadata?.uid ?? '');
    for (const [name, indexOf] of Object.entries(indexes)) {
      for (const value of indexOf(object)) {
        const keys = values.get(name)?.get(value);
        keys?.delete(key);
        if (keys?.size === 0) values.get(name)?.delete(value);
      }
    }
  }

  function remember(key: string, object: ApiObject): void {
    const { uid } = object.metadata ?? {};
    if (uid !== undefined) uids.set(uid, object);
    for (const [name, indexOf] of Object.entries(indexes)) {
      for (const value of indexOf(object)) {
        const keys = values.get(name)?.get(value);
        if (keys !== undefined) keys.add(key);
        else values.get(name)?.set(value, new Set([key]));
      }
    }
  }

  return {
    apply({ type, object }) {
      const key = keyOf(object);
      const before = objects.get(key);
      if (before !== undefined) forget(key, before);
      if (type === 'DELETED') {
        objects.delete(key);
        return;
      }
      objects.set(key, object);
      remember(key, object);
    },
    get: (name, namespace) => objects.get(keyOf({ metadata: { name, ...(namespace !== undefined && { namespace }) } })),
    ofUid: (uid) => uids.get(uid),
    by(index, value) {
      const keys = values.get(index);
      if (keys === undefined) throw new Error(`there is no index ${index}`);
      return Array.from(keys.get(value) ?? [], (key) => objects.get(key)).filter((object) => object !== undefined);
    },
    all: () => objects.values(),
    size: () => objects.size,
  };
}
