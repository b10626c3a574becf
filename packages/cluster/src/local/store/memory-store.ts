import type { ApiObject } from '../object/api-object.ts';
import { SortedKeys } from './sorted-keys.ts';
import type { Compacted, ListRange, Store, StoredChange } from './store.ts';

/** How a store begins, and how much of the past it keeps. */
export interface MemoryStoreOptions {
  /** The first version that is given is the one after it. */
  readonly version?: number;
  /** How many changes are kept at most; older ones are compacted away. */
  readonly history?: number;
}

/** A store in memory. */
export function createMemoryStore({ version: first = 1, history = 100_000 }: MemoryStoreOptions = {}): Store {
  const buckets = new Map<string, Bucket>();
  let version = first;
  /** Reading at this version is still possible: no change after it has been forgotten. */
  let oldest = first;
  let kept = 0;

  const bucketOf = (name: string): Bucket => {
    const bucket = buckets.get(name) ?? newBucket();
    buckets.set(name, bucket);
    return bucket;
  };
  const compacted = (): Compacted => ({ compacted: true, oldest });
  const compact = (upTo: number): void => {
    if (upTo <= oldest) return;
    oldest = Math.min(upTo, version);
    for (const bucket of buckets.values()) {
      const dropped = firstAfter(bucket.changes, oldest);
      bucket.changes.splice(0, dropped);
      kept -= dropped;
    }
  };
  const record = (bucket: Bucket, change: StoredChange): void => {
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
      return select(at < version ? asItWas(bucket, at) : bucket, range, at);
    },
    put(name, key, object) {
      const bucket = bucketOf(name);
      const before = bucket.objects.get(key);
      const after = stamped(object, ++version);
      bucket.objects.set(key, after);
      if (before === undefined) bucket.keys.add(key);
      record(bucket, { version, key, before, after, last: after });
      return after;
    },
    remove(name, key) {
      const bucket = bucketOf(name);
      const before = bucket.objects.get(key);
      if (before === undefined) return undefined;
      const last = stamped(before, ++version);
      bucket.objects.delete(key);
      bucket.keys.delete(key);
      record(bucket, { version, key, before, after: undefined, last });
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

interface Bucket {
  readonly objects: Map<string, ApiObject>;
  readonly keys: SortedKeys;
  /** Of this bucket, oldest first. */
  readonly changes: StoredChange[];
  readonly watchers: Set<(change: StoredChange) => void>;
}

type Contents = Pick<Bucket, 'objects' | 'keys'>;

function newBucket(): Bucket {
  return { objects: new Map(), keys: new SortedKeys(), changes: [], watchers: new Set() };
}

function stamped(object: ApiObject, version: number): ApiObject {
  return { ...object, metadata: { ...object.metadata, resourceVersion: String(version) } };
}

/** The place of the first change after a version. */
function firstAfter(changes: readonly StoredChange[], version: number): number {
  let low = 0;
  let high = changes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((changes[middle]?.version ?? 0) <= version) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Undoes what has happened since. */
function asItWas(bucket: Bucket, at: number): Contents {
  const objects = new Map(bucket.objects);
  for (const { key, before } of bucket.changes.slice(firstAfter(bucket.changes, at)).reverse()) {
    if (before === undefined) objects.delete(key);
    else objects.set(key, before);
  }
  return { objects, keys: new SortedKeys(objects.keys()) };
}

function select({ objects, keys }: Contents, { prefix = '', after, limit = Infinity }: ListRange, version: number) {
  const found = keys.from(after !== undefined && after >= prefix ? { behind: after } : { at: prefix });
  const matching = found.filter((key) => key.startsWith(prefix));
  const entries = matching.slice(0, limit).flatMap((key) => {
    const object = objects.get(key);
    return object === undefined ? [] : [{ key, object }];
  });
  return { entries, version, remaining: matching.length - entries.length };
}
