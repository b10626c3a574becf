import type { Change, ChangeBatch, Checkpoint } from '@outrigger/cluster';

/** Who reads the changes, keeps what they say, and finds what is missing or doubled. */
export interface Reader {
  readonly take: (batch: ChangeBatch) => void;
  /** As a database would have it: what it keeps of each object, and how far it has come. */
  readonly checkpoint: () => Checkpoint;
  readonly resourceVersion: () => number;
  readonly seen: () => Seen;
  readonly counts: () => ReadonlyMap<string, number>;
}

/** The sum of all that was read. */
export interface Seen {
  readonly created: number;
  readonly deleted: number;
  readonly sum: number;
  readonly changes: number;
  /** What cannot be: a version that was there before, an object that began twice or ended without a beginning. */
  readonly doubled: readonly string[];
}

/** Begins with nothing. */
export function createReader(versions: number): Reader {
  const rows = new Map<string, { readonly uid: string; readonly version: string; readonly count: number }>();
  const told = new Uint8Array(versions);
  const doubled: string[] = [];
  let resourceVersion: string | undefined;
  let [created, deleted, sum, changes] = [0, 0, 0, 0];

  function take({ type, object, isUnseenEnd }: Change): void {
    const { name, namespace, uid = '', resourceVersion: version = '' } = object.metadata ?? {};
    const key = `${namespace}/${name}`;
    const row = rows.get(key);
    const wrong = (what: string): unknown =>
      doubled.push(`${what}: ${type} ${key} ${uid} ${version}, had ${row?.version}`);
    changes++;
    if (isUnseenEnd === undefined) {
      if (told[Number(version)] === 1) wrong('a version twice');
      told[Number(version)] = 1;
    }
    if (type === 'DELETED') {
      if (row?.uid !== uid) wrong('an end without a beginning');
      rows.delete(key);
      deleted++;
      if (isUnseenEnd === undefined) sum += countOf(object) - (row?.count ?? 0);
      return;
    }
    if (type === 'ADDED' ? row !== undefined : row?.uid !== uid) wrong('a beginning out of turn');
    if (type === 'ADDED') created++;
    const count = countOf(object);
    sum += count - (row?.count ?? 0);
    rows.set(key, { uid, version, count });
  }

  return {
    take(batch) {
      for (const change of batch.changes) take(change);
      resourceVersion = batch.resourceVersion;
    },
    checkpoint: () => ({
      resourceVersion,
      objects: Array.from(rows, ([key, { uid, version }]) => [key, uid, version] as const),
    }),
    resourceVersion: () => Number(resourceVersion ?? 0),
    seen: () => ({ created, deleted, sum, changes, doubled }),
    counts: () => new Map(Array.from(rows.values(), ({ uid, count }) => [uid, count])),
  };
}

function countOf(object: Change['object']): number {
  return Number((object as { readonly data?: { readonly count?: string } }).data?.count);
}
