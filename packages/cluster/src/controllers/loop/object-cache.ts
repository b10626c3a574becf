import type { ApiObject } from '../../local/object/api-object.ts';
import type { Change } from '../controller.ts';

/**
 * All objects of one kind, as they were last seen on a watch or written by ourselves. Writing tells the cache at once, so that
 * who has created ten pods does not create them again because the watch is late: that is what expectations are for upstream
 * (pkg/controller/controller_utils.go@1.36). A version that is older than the known one changes nothing.
 */
export interface ObjectCache {
  readonly get: (namespace: string, name: string) => ApiObject | undefined;
  readonly list: (namespace?: string) => readonly ApiObject[];
  readonly controlledBy: (uid: string) => readonly ApiObject[];
  /** Those that name the object with this uid as one of their owners. */
  readonly ownedBy: (uid: string) => readonly ApiObject[];
  readonly put: (object: ApiObject) => void;
  readonly remove: (object: ApiObject) => void;
}

/** Makes one; it tells of each change. */
export function createObjectCache(hear: (change: Change<ApiObject>) => void): ObjectCache {
  const namespaces = new Map<string, Map<string, ApiObject>>();
  const byOwner = new Map<string, Set<ApiObject>>();
  /** Versions at which objects ended, by uid: a late line of the watch does not bring them back. */
  const ended = new Map<string, bigint>();

  function keep(object: ApiObject, before: ApiObject | undefined): void {
    const { namespace = '', name = '' } = object.metadata ?? {};
    const names = namespaces.get(namespace) ?? new Map<string, ApiObject>();
    namespaces.set(namespace, names.set(name, object));
    if (before) leave(before);
    for (const { uid } of object.metadata?.ownerReferences ?? []) {
      byOwner.set(uid, (byOwner.get(uid) ?? new Set()).add(object));
    }
    hear({ before, after: object });
  }

  function leave(object: ApiObject): void {
    for (const { uid } of object.metadata?.ownerReferences ?? []) {
      const siblings = byOwner.get(uid);
      siblings?.delete(object);
      if (siblings?.size === 0) byOwner.delete(uid);
    }
  }

  function drop(known: ApiObject): void {
    const { namespace = '', name = '' } = known.metadata ?? {};
    const names = namespaces.get(namespace);
    names?.delete(name);
    if (names?.size === 0) namespaces.delete(namespace);
    leave(known);
    hear({ before: known, after: undefined });
  }

  function markEnded(object: ApiObject): void {
    const { uid } = object.metadata ?? {};
    if (uid === undefined) return;
    ended.set(uid, versionOf(object));
    if (ended.size > MOST_ENDED) ended.delete(ended.keys().next().value ?? '');
  }

  return {
    get: (namespace, name) => namespaces.get(namespace)?.get(name),
    list: (namespace) =>
      namespace === undefined
        ? [...namespaces.values()].flatMap((names) => [...names.values()])
        : [...(namespaces.get(namespace)?.values() ?? [])],
    controlledBy: (uid) => [...(byOwner.get(uid) ?? [])].filter((object) => controllerUid(object) === uid),
    ownedBy: (uid) => [...(byOwner.get(uid) ?? [])],
    put(object) {
      const { namespace = '', name = '', uid = '' } = object.metadata ?? {};
      if (ended.has(uid)) return;
      const known = namespaces.get(namespace)?.get(name);
      if (known && versionOf(known) >= versionOf(object)) return;
      // Another object of the same name: the first one has ended, though nobody said so.
      if (known && known.metadata?.uid !== uid) {
        markEnded(known);
        drop(known);
        keep(object, undefined);
      } else keep(object, known);
    },
    remove(object) {
      const { namespace = '', name = '', uid } = object.metadata ?? {};
      markEnded(object);
      const known = namespaces.get(namespace)?.get(name);
      if (known && known.metadata?.uid === uid) drop(known);
    },
  };
}

/** So many ends are remembered; a watch is never that late. */
const MOST_ENDED = 10_000;

function controllerUid(object: ApiObject): string | undefined {
  return object.metadata?.ownerReferences?.find((owner) => owner.controller)?.uid;
}

/** Versions are numbers that grow (KEP-5504: comparable since 1.35). */
function versionOf(object: ApiObject): bigint {
  return BigInt(object.metadata?.resourceVersion ?? 0);
}
