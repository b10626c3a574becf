import type { Change } from '@outrigger/cluster';
import { type KnownObject, knownObject } from './known-object.ts';

/** Objects of a cluster as they are, and for a while those that were: Events come after their objects have gone. */
export interface ObjectMemory {
  readonly learn: (change: Change, now: number) => void;
  /** By uid, where it has one that is known; else what has the name now, else what had it last. */
  readonly find: (kind: string, namespace: string, name: string, uid: string) => KnownObject | undefined;
  /** How many objects, and how many of them have gone. */
  readonly size: () => { readonly here: number; readonly gone: number };
}

/** How long, and how many. */
export interface MemoryLimits {
  /** Gone objects are remembered so long. */
  readonly goneMs: number;
  /** And so many of them at most. */
  readonly mostGone: number;
}

/** Knows nothing at first. `labels` are those that are kept. */
export function objectMemory({ goneMs, mostGone }: MemoryLimits, labels: readonly string[]): ObjectMemory {
  const byName = new Map<string, KnownObject>();
  const byUid = new Map<string, KnownObject>();
  /** In the order of their ends. */
  const gone = new Map<KnownObject, number>();

  function forget(now: number): void {
    for (const [object, since] of gone) {
      if (gone.size <= mostGone && since + goneMs > now) return;
      gone.delete(object);
      if (byUid.get(object.uid) === object) byUid.delete(object.uid);
      const key = keyOf(object.kind, object.namespace, object.name);
      if (byName.get(key) === object) byName.delete(key);
    }
  }

  return {
    learn({ type, object }, now) {
      const next = knownObject(object, labels);
      if (next === undefined) return;
      const key = keyOf(next.kind, next.namespace, next.name);
      const before = byName.get(key);
      // Another one has its name: what had it is remembered by its uid alone.
      if (before !== undefined && before.uid !== next.uid && !gone.has(before)) gone.set(before, now);
      if (before?.uid === next.uid) gone.delete(before);
      byName.set(key, next);
      if (next.uid !== '') byUid.set(next.uid, next);
      if (type === 'DELETED') gone.set(next, now);
      forget(now);
    },
    find: (kind, namespace, name, uid) => byUid.get(uid) ?? byName.get(keyOf(kind, namespace, name)),
    size: () => ({ here: byName.values().reduce((sum, one) => (gone.has(one) ? sum : sum + 1), 0), gone: gone.size }),
  };
}

function keyOf(kind: string, namespace: string, name: string): string {
  return `${kind}/${namespace}/${name}`;
}
