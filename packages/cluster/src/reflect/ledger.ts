import type { ApiObject } from '../local/object/api-object.ts';
import type { Change, Checkpoint } from './change.ts';
import { compareVersions } from './compare-versions.ts';

/**
 * What is known of every object, and so what of all that is heard is news. It is what makes the sequence of changes whole:
 * what comes twice is told once, and what a new list no longer has is told as deleted. What is news is appended to `out`.
 */
export interface Ledger {
  /** Everything up to this version has been told; undefined before the first list is whole. */
  readonly position: () => string | undefined;
  /** A bookmark. */
  readonly moveTo: (version: string) => void;
  /** A line of a watch. */
  readonly hear: (type: 'ADDED' | 'MODIFIED' | 'DELETED', object: ApiObject, out: Change[]) => void;
  /** From here to `endList`, everything that there is comes anew; the last list that was begun counts. */
  readonly beginList: () => void;
  readonly hearListed: (object: ApiObject, out: Change[]) => void;
  /** Tells what was not listed as deleted. */
  readonly endList: (version: string, out: Change[]) => void;
  readonly checkpoint: () => Checkpoint;
  readonly size: () => number;
}

/** Begins with a checkpoint, or with nothing. With `keepsObjects` changes tell what was before. */
export function createLedger(
  checkpoint: Checkpoint | undefined,
  { keepsObjects = false }: { readonly keepsObjects?: boolean } = {},
): Ledger {
  const known = new Map<string, Known>(
    checkpoint?.objects.map(([key, uid, version]) => [key, { uid, version, list: 0, object: undefined }]),
  );
  let position = checkpoint?.resourceVersion;
  /** Counts the lists; what carries an older number was not in the newest one. */
  let list = 0;
  let isListing = false;

  const keep = (key: string, uid: string, version: string, object: ApiObject): void => {
    known.set(key, { uid, version, list, object: keepsObjects ? object : undefined });
  };
  /** An object as it is now, and news. */
  const tell = (key: string, before: Known | undefined, object: ApiObject, out: Change[]): void => {
    const { uid = '', resourceVersion: version = '' } = object.metadata ?? {};
    if (before === undefined) {
      keep(key, uid, version, object);
      out.push({ type: 'ADDED', object });
    } else if (before.uid === uid) {
      const old = before.object;
      before.version = version;
      before.list = list;
      if (keepsObjects) before.object = object;
      out.push(old === undefined ? { type: 'MODIFIED', object } : { type: 'MODIFIED', object, old });
    } else {
      // Another one of the same name: the end of the first was not seen.
      out.push(unseenEnd(key, before));
      keep(key, uid, version, object);
      out.push({ type: 'ADDED', object });
    }
  };

  const hearListed = (object: ApiObject, out: Change[]): void => {
    const key = keyOf(object);
    const before = known.get(key);
    const { uid, resourceVersion } = object.metadata ?? {};
    // What a list says is so, also when its version is lower: then the server has been set back to an older state.
    if (before !== undefined && before.uid === uid && before.version === resourceVersion) before.list = list;
    else tell(key, before, object, out);
  };

  return {
    position: () => position,
    moveTo(version) {
      if (!isListing) position = version;
    },
    hear(type, object, out) {
      if (isListing && type === 'ADDED') return hearListed(object, out);
      const { resourceVersion: version = '' } = object.metadata ?? {};
      const key = keyOf(object);
      const before = known.get(key);
      if (type === 'DELETED') {
        // Old servers leave the version as it was: an equal one counts.
        if (before !== undefined && !(compareVersions(version, before.version) < 0)) {
          known.delete(key);
          out.push(before.object ? { type, object, old: before.object } : { type, object });
        }
      } else if (before !== undefined) {
        if (compareVersions(version, before.version) <= 0) before.list = list;
        else tell(key, before, object, out);
      } else if (isListing || position === undefined || !(compareVersions(version, position) <= 0)) {
        tell(key, before, object, out);
      }
      if (!isListing && (position === undefined || !(compareVersions(version, position) < 0))) position = version;
    },
    beginList() {
      list++;
      isListing = true;
    },
    hearListed,
    endList(version, out) {
      for (const [key, before] of known) {
        if (before.list === list) continue;
        known.delete(key);
        out.push(unseenEnd(key, before));
      }
      isListing = false;
      position = version;
    },
    checkpoint: () => ({
      resourceVersion: position,
      objects: Array.from(known, ([key, { uid, version }]) => [key, uid, version] as const),
    }),
    size: () => known.size,
  };
}

/** Of one object; changed in place, because there are as many changes as a cluster makes. */
interface Known {
  readonly uid: string;
  version: string;
  list: number;
  object: ApiObject | undefined;
}

/** `NAMESPACE/NAME`, or `NAME` of what has no namespace. */
export function keyOf({ metadata }: ApiObject): string {
  const { namespace, name = '' } = metadata ?? {};
  return namespace === undefined || namespace === '' ? name : `${namespace}/${name}`;
}

function unseenEnd(key: string, { uid, version, object }: Known): Change {
  if (object !== undefined) return { type: 'DELETED', object, old: object, isUnseenEnd: true };
  const slash = key.indexOf('/');
  const metadata = {
    name: key.slice(slash + 1),
    ...(slash >= 0 && { namespace: key.slice(0, slash) }),
    uid,
    resourceVersion: version,
  };
  return { type: 'DELETED', object: { metadata }, isUnseenEnd: true };
}
