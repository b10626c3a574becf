import type { ApiObject } from '../object/api-object.ts';

/**
 * Where the objects are, with etcd's rules: every change has a version of its own, versions only grow, the past can be read
 * until it is compacted. All of it is synchronous, so that whoever reads, decides and writes does so undisturbed.
 *
 * A bucket is a resource (`configmaps`, `deployments.apps`); a key is `NAMESPACE/NAME`, or `NAME` for what has no namespace.
 */
export interface Store {
  /** The version of the newest change. */
  readonly version: () => number;
  readonly get: (bucket: string, key: string) => ApiObject | undefined;
  readonly list: (bucket: string, range: ListRange) => ListedRange | Compacted;
  /** Creates or replaces; the object gets the new version as its `metadata.resourceVersion`. */
  readonly put: (bucket: string, key: string, object: ApiObject) => ApiObject;
  /** Gives the object as it was last, with the version of its end; undefined when there was none. */
  readonly remove: (bucket: string, key: string) => ApiObject | undefined;
  /** Hears of every change after `from`, past ones at once. Ends by the signal. */
  readonly watch: (bucket: string, from: number, hear: (change: StoredChange) => void) => Watching | Compacted;
  /** Forgets the past up to and with this version. */
  readonly compact: (version: number) => void;
  /** Buckets that hold something. */
  readonly buckets: () => readonly string[];
  readonly close: () => void;
}

/** What of a bucket is wanted. */
export interface ListRange {
  /** Only keys that begin so, e.g. `default/`. */
  readonly prefix?: string;
  /** As it was then; otherwise as it is now. */
  readonly at?: number;
  /** Only keys behind this one. */
  readonly after?: string;
  readonly limit?: number;
}

/** A part of a bucket, in the order of its keys. */
export interface ListedRange {
  readonly entries: readonly StoredEntry[];
  /** The version at which it was so. */
  readonly version: number;
  /** How many entries there are behind the last one. */
  readonly remaining: number;
}

/** An object and its key. */
export interface StoredEntry {
  readonly key: string;
  readonly object: ApiObject;
}

/** One change: what was there before, and what is there now. */
export interface StoredChange {
  readonly version: number;
  readonly key: string;
  readonly before: ApiObject | undefined;
  /** Of a removed object, undefined; see `last`. */
  readonly after: ApiObject | undefined;
  /** The object as watchers are told of it: with this change's version, also when it is gone. */
  readonly last: ApiObject;
}

/** A watch that was begun. */
export interface Watching {
  readonly stop: () => void;
}

/** The past that was asked for is no more. */
export interface Compacted {
  readonly compacted: true;
  /** The oldest version that can still be read. */
  readonly oldest: number;
}
