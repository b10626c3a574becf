import type { ApiObject } from '../object/api-object.ts';
import type { Store } from './store.ts';

/** How long objects stay, and the clock that says so. */
export interface Expiry {
  /** By bucket. Every write begins the time anew, as an etcd lease of its own would. */
  readonly seconds: Readonly<Record<string, number>>;
  readonly now: () => Date;
  readonly delay: (ms: number, signal?: AbortSignal) => Promise<void>;
}

/** A store whose objects of some buckets go by themselves: watchers hear that they are deleted. */
export function expiringStore(store: Store, { seconds, now, delay }: Expiry): Store {
  const closing = new AbortController();
  const leases = new Map(
    Object.entries(seconds).map(([bucket, stay]) => [bucket, restoredLeases(store, bucket, stay)]),
  );
  const swept = new Set<string>();

  /** One at a time for each bucket, for as long as there is something in it. */
  const sweep = async (bucket: string, waiting: Lease[]): Promise<void> => {
    if (swept.has(bucket)) return;
    swept.add(bucket);
    for (let next = waiting[0]; next !== undefined && !closing.signal.aborted; next = waiting[0]) {
      await delay(Math.max(next.end - now().getTime(), 1), closing.signal);
      const over = waiting.findIndex(({ end }) => end > now().getTime());
      for (const { key, version } of waiting.splice(0, over === -1 ? waiting.length : over)) {
        const isAsWritten = store.get(bucket, key)?.metadata?.resourceVersion === version;
        if (isAsWritten && !closing.signal.aborted) store.remove(bucket, key);
      }
    }
    swept.delete(bucket);
  };
  for (const [bucket, waiting] of leases) void sweep(bucket, waiting);

  return {
    ...store,
    put(bucket, key, object) {
      const put = store.put(bucket, key, object);
      const waiting = leases.get(bucket);
      if (waiting === undefined) return put;
      const end = now().getTime() + (seconds[bucket] ?? 0) * 1000;
      waiting.push({ key, version: put.metadata?.resourceVersion, end });
      void sweep(bucket, waiting);
      return put;
    },
    close() {
      closing.abort();
      store.close();
    },
  };
}

interface Lease {
  readonly key: string;
  readonly version: string | undefined;
  readonly end: number;
}

/** Of what was there before; the soonest stands first. */
function restoredLeases(store: Store, bucket: string, stay: number): Lease[] {
  const listed = store.list(bucket, {});
  if ('compacted' in listed) return [];
  const leases = listed.entries.map(({ key, object }) => ({
    key,
    version: object.metadata?.resourceVersion,
    end: writtenAt(object) + stay * 1000,
  }));
  return leases.sort((one, other) => one.end - other.end);
}

/** When an object was written last, as far as it says so itself. */
function writtenAt({ metadata }: ApiObject): number {
  const times = [metadata?.creationTimestamp, ...(metadata?.managedFields ?? []).map(({ time }) => time)];
  return Math.max(0, ...times.map((time) => Date.parse(time ?? '')).filter((time) => !Number.isNaN(time)));
}
