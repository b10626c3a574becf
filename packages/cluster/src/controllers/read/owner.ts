import type { ApiObject, OwnerReference } from '../../local/object/api-object.ts';
import type { Change, Key, View, Wake } from '../controller.ts';
import { apiVersionOf, type Kind } from '../kinds.ts';

/** The owner that manages an object (meta/v1 GetControllerOf@1.36). */
export function controllerOf(object: unknown): OwnerReference | undefined {
  return (object as ApiObject | undefined)?.metadata?.ownerReferences?.find(({ controller }) => controller);
}

/** What says that `owner` manages an object (meta/v1 NewControllerRef@1.36). */
export function controllerRef<T>(kind: Kind<T>, owner: T): OwnerReference {
  const { name = '', uid = '' } = (owner as ApiObject).metadata ?? {};
  return { apiVersion: apiVersionOf(kind), kind: kind.kind, name, uid, controller: true, blockOwnerDeletion: true };
}

/** The object itself. */
export function* itself({ before, after }: Change<unknown>): Iterable<Wake> {
  yield keyOf(after ?? before);
}

/** Whoever of this kind manages the object or did so before. */
export function* itsController<T>(kind: Kind<T>, { before, after }: Change<unknown>, view: View): Iterable<Wake> {
  const now = controllerOf(after);
  const then = controllerOf(before);
  for (const owner of then?.uid === now?.uid ? [now] : [then, now]) {
    if (owner === undefined || owner.kind !== kind.kind || groupOf(owner.apiVersion) !== kind.group) continue;
    const key = { namespace: keyOf(after ?? before).namespace, name: owner.name };
    const found = view.get(kind, key.namespace, key.name) as ApiObject | undefined;
    if (found?.metadata?.uid === owner.uid) yield key;
  }
}

/** Where an object is. */
export function keyOf(object: unknown): Key {
  const { namespace = '', name = '' } = (object as ApiObject | undefined)?.metadata ?? {};
  return { namespace, name };
}

function groupOf(apiVersion: string): string {
  return apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
}
