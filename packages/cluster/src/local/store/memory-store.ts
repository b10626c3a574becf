import type { ApiObject } from '../object/api-object.ts';
import { type Contents, readRange } from './read-range.ts';
import { firstWhere, SortedKeys } from './sorted-keys.ts';
import type { Compacted, Store, StoredChange } from './store.ts';

/** How a store begins, and how much of the past it keeps. */
export interface MemoryStoreOptions {
  /** The first version that is given is the one after it. A new etcd has counted as far before anybody asks it anything. */
  readonly version?: number;
  /** How many changes are kept at most; older ones are compacted away. */
  readonly history?: number;
  /** What there is from the beginning. */
  readonly restored?: Iterable<RestoredObject>;
  /** Keeps a change elsewhere too, before it counts: when that fails, nothing has changed. */
  readonly keep?: (bucket: string, change: StoredChange) => void;
}

/** An object with the version that it has. */
export interface RestoredObject {
  readonly bucket: string;
  readonly key: string;
  readonly object: ApiObject;
}

/** A store in memory. */
export function createMemoryStore(options: MemoryStoreOptions = {}): Store {
  const { version: first = 100, history = 100_000, restored = [], keep } = options;
  const buckets = bucketsOf(restored);
  let version = first;
  /** Reading at this version is still possible: no change after it has been forgotten. */
  let oldest = first;
  let kept = 0;

  const bucketOf = (name: string): Bucket => {
    const bucket = buckets.get(name) ?? newBucket(new Map());
    buckets.set(name, bucket);
    return bucket;
  };
  const compacted = (): Compacted => ({ compacted: true, oldest });
  const compact = (upTo: number): void => {
    if (upTo <= oldest) return;
    oldest = Math.min(upTo, version);
    for (const bucket of buckets.values()) kept -= bucket.changes.splice(0, firstAfter(bucket.changes, oldest)).length;
  };
  const record = (name: string, bucket: Bucket, change: StoredChange): void => {
    const { key, before, after } = change;
    keep?.(name, change);
    version = change.version;
    if (after === undefined) {
      bucket.objects.delete(key);
      bucket.keys.delete(key);
    } else {
      bucket.objects.set(key, after);
      if (before === undefined) bucket.keys.add(key);
    }
    bucket.changes.push(change);
    // Halved rather than trimmed one by one: a compaction walks over all buckets.
    if (++kept > history) compact(version - Math.floor(history / 2));
    for (const hear of bucket.watchers) hear(change);
  };

  return {
    version: () => version,
    get: (name, key) => buckets.get(name)?.objects.get(key),
    list(name, range) {
      const at = range.at ?? version;
      if (at < oldest) return compacted();
      const bucket = bucketOf(name);
      const since = at < version ? bucket.changes.slice(firstAfter(bucket.changes, at)) : [];
      return { ...readRange(bucket, range, since), version: at };
    },
    put(name, key, object) {
      const bucket = bucketOf(name);
      const after = stamped(object, version + 1);
      record(name, bucket, { version: version + 1, key, before: bucket.objects.get(key), after, last: after });
      return after;
    },
    remove(name, key) {
      const bucket = bucketOf(name);
      const before = bucket.objects.get(key);
      if (before === undefined) return undefined;
      const last = stamped(before, version + 1);
      record(name, bucket, { version: version + 1, key, before, after: undefined, last });
      return last;
    },
    watch(name, from, hear) {
      if (from < oldest) return compacted();
      const bucket = bucketOf(name);
      for (const change of bucket.changes.slice(firstAfter(bucket.changes, from))) hear(change);
      bucket.watchers.add(hear);
      return { stop: () => bucket.watchers.delete(hear) };
    },
    compact,
    buckets: () => [...buckets].filter(([, { objects }]) => objects.size > 0).map(([name]) => name),
    close: () => buckets.clear(),
  };
}

interface Bucket extends Contents {
  readonly objects: Map<string, ApiObject>;
  readonly keys: SortedKeys;
  /** Of this bucket, oldest first. */
  readonly changes: StoredChange[];
  readonly watchers: Set<(change: StoredChange) => void>;
}

function newBucket(objects: Map<string, ApiObject>): Bucket {
  return { objects, keys: new SortedKeys(objects.keys()), changes: [], watchers: new Set() };
}

function bucketsOf(restored: Iterable<RestoredObject>): Map<string, Bucket> {
  const found = new Map<string, Map<string, ApiObject>>();
  for (const { bucket, key, object } of restored) {
    const objects = found.get(bucket) ?? new Map<string, ApiObject>();
    found.set(bucket, objects.set(key, object));
  }
  return new Map([...found].map(([name, objects]) => [name, newBucket(objects)]));
}

function stamped(object: ApiObject, version: number): ApiObject {
  return { ...object, metadata: { ...object.metadata, resourceVersion: String(version) } };
}

/** The place of the first change after a version. */
function firstAfter(changes: readonly StoredChange[], version: number): number {
  return firstWhere(changes.length, (place) => (changes[place]?.version ?? 0) > version);
}
