import type { ApiObject, OwnerReference } from '../../local/object/api-object.ts';
import type { Owned, ServedKind, View } from '../controller.ts';

/** The finalizer of an object that goes after its dependents (meta/v1 FinalizerDeleteDependents). */
export const FOREGROUND = 'foregroundDeletion';
/** The finalizer of an object whose dependents stay (meta/v1 FinalizerOrphanDependents). */
export const ORPHAN = 'orphan';

/** Whether an object is being deleted and waits for its dependents. */
export function isDeletingDependents({ metadata }: ApiObject): boolean {
  return metadata?.deletionTimestamp !== undefined && (metadata.finalizers?.includes(FOREGROUND) ?? false);
}

/** The owners that an object names. */
export function ownersOf(object: ApiObject | undefined): readonly OwnerReference[] {
  return object?.metadata?.ownerReferences ?? [];
}

/** The kind that a reference names. */
export function kindOf(view: View, { apiVersion, kind }: OwnerReference): ServedKind | undefined {
  const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
  return view.everyKind().find((each) => each.group === group && each.kind === kind);
}

/** The owner that a reference names, where it is known. */
export function ownerOf(view: View, object: ApiObject, reference: OwnerReference): Owned | undefined {
  const kind = kindOf(view, reference);
  if (kind === undefined) return undefined;
  const namespace = kind.isNamespaced ? (object.metadata?.namespace ?? '') : '';
  const owner = view.get<ApiObject>(kind, namespace, reference.name);
  return owner?.metadata?.uid === reference.uid ? { kind, object: owner } : undefined;
}
