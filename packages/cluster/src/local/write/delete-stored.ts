import { conflict, notFound } from '../answer/refusal.ts';
import type { ApiObject, ObjectMeta } from '../object/api-object.ts';
import { isSameJson } from '../object/is-same-json.ts';
import { keyOf, readAs } from '../read/stored-object.ts';
import type { WriteContext } from '../resource/resource.ts';
import type { Call } from '../world.ts';
import type { DeleteOptions } from './delete-options.ts';
import { deletionFinalizers } from './deletion-finalizers.ts';
import { timeOf } from './identity.ts';

/** What a deletion has come to. */
export interface Deletion {
  /** As it was last, or as it is while it waits. */
  readonly object: ApiObject;
  /** `gone`, `waiting` for its finalizers or its grace, or `pending`: already on its way. */
  readonly outcome: 'gone' | 'waiting' | 'pending';
}

/** Deletes an object, or begins to (apiserver pkg/registry/generic/registry/store.go Delete@1.36). */
export async function deleteStored(
  call: Call,
  name: string,
  { options, context }: { readonly options: DeleteOptions; readonly context: WriteContext },
): Promise<Deletion> {
  const { resource, world, info } = call;
  const key = keyOf(resource, info.namespace, name);
  for (;;) {
    const stored = world.store.get(resource.bucket, key);
    if (stored === undefined) throw notFound(resource, name);
    const old = readAs(resource, stored);
    checkPreconditions(call, name, { options, old });
    const step = nextStep(call, old, { options, context });
    if (step.outcome === 'pending') return { object: old, outcome: 'pending' };
    const attempt = {
      operation: 'delete',
      resource,
      object: old,
      old,
      context,
      namespace: info.namespace,
      name,
    } as const;
    await world.admit.mutate(attempt);
    await world.admit.validate(attempt);
    if (world.store.get(resource.bucket, key) !== stored) continue;
    if (options.isDryRun) return { object: step.object, outcome: step.outcome };
    if (step.outcome === 'gone') {
      // Whoever watches sees the object marked before it is gone, where there is something to be marked.
      if (!isSameJson(step.object, old)) world.store.put(resource.bucket, key, toStored(call, step.object));
      const gone = world.store.remove(resource.bucket, key) ?? stored;
      return { object: readAs(resource, gone), outcome: 'gone' };
    }
    if (isSameJson(step.object, old)) return { object: old, outcome: 'waiting' };
    return {
      object: readAs(resource, world.store.put(resource.bucket, key, toStored(call, step.object))),
      outcome: 'waiting',
    };
  }
}

function toStored({ resource }: Call, object: ApiObject): ApiObject {
  return resource.conversion?.toStored(object) ?? object;
}

/** What a deletion makes of an object at first (BeforeDelete and updateForGracefulDeletionAndFinalizers@1.36). */
function nextStep(
  { resource }: Call,
  old: ApiObject,
  { options, context }: { readonly options: DeleteOptions; readonly context: WriteContext },
): Deletion {
  const { rules } = resource;
  const metadata = old.metadata ?? {};
  const finalizers = deletionFinalizers(resource, old, options);
  const withFinalizers = (changed: ObjectMeta): ApiObject => {
    const { finalizers: _old, ...rest } = changed;
    return { ...old, metadata: finalizers.length === 0 ? rest : { ...rest, finalizers } };
  };
  if (rules.beginDelete !== undefined) {
    if (metadata.deletionTimestamp === undefined) {
      const begun = withFinalizers({ ...metadata, deletionTimestamp: timeOf(context.now) });
      return { object: rules.beginDelete(begun, context), outcome: 'waiting' };
    }
    if (rules.mayEnd?.(old) === false) return { object: old, outcome: 'pending' };
  }
  const graceful =
    rules.graceOnDelete === undefined ? undefined : gracefully(rules.graceOnDelete, old, { options, now: context.now });
  if (graceful === 'pending') return { object: old, outcome: 'pending' };
  const changed = graceful ?? (finalizers.length === 0 ? metadata : marked(metadata, context.now));
  const isWaiting = finalizers.length > 0 || (graceful?.deletionGracePeriodSeconds ?? 0) > 0;
  return { object: withFinalizers(changed), outcome: isWaiting ? 'waiting' : 'gone' };
}

/** Metadata of an object that has time to go; undefined where it has none (any more). */
function gracefully(
  graceOf: (object: ApiObject, asked: number | undefined) => number | undefined,
  old: ApiObject,
  { options, now }: { readonly options: DeleteOptions; readonly now: Date },
): ObjectMeta | 'pending' | undefined {
  const metadata = old.metadata ?? {};
  const { deletionTimestamp, deletionGracePeriodSeconds: before = 0 } = metadata;
  if (deletionTimestamp === undefined) {
    const grace = graceOf(old, options.grace);
    if (grace === undefined) return undefined;
    return {
      ...counted(metadata),
      deletionTimestamp: timeOf(new Date(now.getTime() + grace * 1000)),
      deletionGracePeriodSeconds: grace,
    };
  }
  if (before === 0) return undefined;
  if (options.grace === undefined || options.grace >= before) return 'pending';
  // The time can only become less, and does not lie in the past.
  const end = new Date(deletionTimestamp).getTime() + (options.grace - before) * 1000;
  const isOver = end < now.getTime();
  return {
    ...metadata,
    deletionTimestamp: timeOf(isOver ? now : new Date(end)),
    deletionGracePeriodSeconds: isOver && options.grace !== 0 ? 1 : options.grace,
  };
}

/** markAsDeleting@1.36. */
function marked(metadata: ObjectMeta, now: Date): ObjectMeta {
  const { deletionTimestamp: before } = metadata;
  const isLater = before === undefined || new Date(before).getTime() > now.getTime();
  return {
    ...(before === undefined ? counted(metadata) : metadata),
    ...(isLater && { deletionTimestamp: timeOf(now) }),
    deletionGracePeriodSeconds: 0,
  };
}

function counted(metadata: ObjectMeta): ObjectMeta {
  return metadata.generation ? { ...metadata, generation: metadata.generation + 1 } : metadata;
}

function checkPreconditions(
  { resource }: Call,
  name: string,
  { options, old }: { readonly options: DeleteOptions; readonly old: ApiObject },
): void {
  const { uid, resourceVersion } = old.metadata ?? {};
  if (resource.bucket === 'namespaces') {
    // Namespaces have a way of their own to go, with words of its own (pkg/registry/core/namespace/storage Delete@1.36).
    const wrong = options.uid !== undefined && options.uid !== uid ? 'UID' : 'ResourceVersion';
    const [asked, own] = wrong === 'UID' ? [options.uid, uid] : [options.resourceVersion, resourceVersion];
    if (asked === undefined || asked === own) return;
    throw conflict(
      resource,
      name,
      `Precondition failed: ${wrong} in precondition: ${asked}, ${wrong} in object meta: ${own}`,
    );
  }
  // Upstream names the kind here where it names the resource elsewhere.
  const subject = { group: resource.group, plural: resource.kind };
  if (options.uid !== undefined && options.uid !== uid) {
    const why = `the UID in the precondition (${options.uid}) does not match the UID in record (${uid}). The object might have been deleted and then recreated`;
    throw conflict(subject, name, why);
  }
  if (options.resourceVersion !== undefined && options.resourceVersion !== resourceVersion) {
    const why = `the ResourceVersion in the precondition (${options.resourceVersion}) does not match the ResourceVersion in record (${resourceVersion}). The object might have been modified`;
    throw conflict(subject, name, why);
  }
}
