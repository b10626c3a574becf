import { FieldErrors, FieldPath } from '@outrigger/pod';
import { conflict, invalid, notFound, qualified, type Refusal, refusal } from '../answer/refusal.ts';
import type { ApiObject, ObjectMeta } from '../object/api-object.ts';
import { isSameJson } from '../object/is-same-json.ts';
import { keepManagedTimes } from '../patch/apply/keep-managed-times.ts';
import { keyOf, readAs } from '../read/stored-object.ts';
import { asKept } from '../schema/as-kept.ts';
import { kept, qualifiedKind } from './create-stored.ts';
import { createdByUpdate } from './created-by-update.ts';
import { inNamespace } from './identity.ts';
import { metadataUpdateErrors } from './metadata/metadata-update-errors.ts';
import { needsVersion } from './needs-version.ts';
import { storageKey } from './storage-key.ts';
import type { Writing, Written } from './writing.ts';

/** How a stored object becomes another one. */
export interface Change {
  /** The object as it shall be; undefined stands for one that there is not. May be asked again, when somebody else was faster. */
  readonly of: (old: ApiObject | undefined) => ApiObject | Promise<ApiObject>;
  /** Whether what is absent is created, whatever its kind says: an apply does. */
  readonly creates: boolean;
  /** The object must still be this one. */
  readonly uid?: string;
}

/**
 * Changes an object, or creates it where that is allowed (apiserver pkg/registry/generic/registry/store.go Update@1.36, and
 * GuaranteedUpdate of pkg/storage/etcd3: what was changed by another meanwhile is done again).
 */
export async function updateStored(writing: Writing, change: Change): Promise<Written> {
  const { call, rules } = writing;
  const { resource, world, info } = call;
  const key = keyOf(resource, info.namespace, info.name);
  for (;;) {
    const stored = world.store.get(resource.bucket, key);
    const isUnchanged = (): boolean => world.store.get(resource.bucket, key) === stored;
    if (stored === undefined) {
      if (!change.creates && !rules.isCreatedByUpdate) throw notFound(resource, info.name);
      const created = await createdByUpdate(writing, await change.of(undefined));
      if (isUnchanged())
        return { object: writing.context.isDryRun ? created : kept(writing, key, created), isNew: true };
      continue;
    }
    const old = readAs(resource, stored);
    checkUid(writing, change.uid, old);
    const { object, ends } = await changed(writing, old, await change.of(old));
    if (!isUnchanged()) continue;
    if (isSameJson(withoutKind(object), withoutKind(old)) && !ends) return { object: old, isNew: false };
    if (writing.context.isDryRun) return { object, isNew: false };
    if (!ends) return { object: kept(writing, key, object), isNew: false };
    // Whoever takes the last finalizer away is shown what he has sent.
    world.store.remove(resource.bucket, key);
    return { object, isNew: false };
  }
}

/** The object that is to be kept, and whether it goes with this change (ShouldDeleteDuringUpdate@1.36). */
async function changed(
  writing: Writing,
  old: ApiObject,
  asked: ApiObject,
): Promise<{ readonly object: ApiObject; readonly ends: boolean }> {
  const { call, context } = writing;
  const { resource, world, info } = call;
  const prepared = asKept(resource, prepareChange(writing, withVersion(writing, asked, old), old));
  const object = keepManagedTimes(prepared, old);
  const attempt = { operation: 'update', resource, object, old, context, namespace: info.namespace } as const;
  await world.admit.validate({ ...attempt, name: info.name });
  const { deletionTimestamp, deletionGracePeriodSeconds: grace = 0 } = old.metadata ?? {};
  const ends =
    deletionTimestamp !== undefined &&
    grace === 0 &&
    (object.metadata?.finalizers ?? []).length === 0 &&
    (resource.rules.mayEnd?.(object) ?? true);
  return { object, ends };
}

/** Optimistic locking: a version that is given must be the newest. */
function withVersion({ call: { resource, info } }: Writing, object: ApiObject, old: ApiObject): ApiObject {
  const version = object.metadata?.resourceVersion ?? '';
  const current = old.metadata?.resourceVersion ?? '';
  if (version === current) return object;
  if (version !== '' && version !== '0') {
    if (!/^\d+$/.test(version)) throw badVersion(version);
    throw conflict(resource, info.name);
  }
  if (needsVersion(resource)) {
    const errors = new FieldErrors(36);
    errors.invalid(FieldPath.of('metadata').child('resourceVersion'), 0, 'must be specified for an update');
    throw invalid(qualified(resource), info.name, errors.list);
  }
  return { ...object, metadata: { ...object.metadata, resourceVersion: current } };
}

/** A changed object as its kind wants it, or a refusal (apiserver pkg/registry/rest BeforeUpdate@1.36). */
function prepareChange({ call, rules, context, warnings }: Writing, object: ApiObject, old: ApiObject): ApiObject {
  const { resource, info } = call;
  const placed = inNamespace(object, resource, info.namespace);
  const counted = { ...placed, metadata: withGeneration(placed.metadata ?? {}, old.metadata ?? {}) };
  const prepared = rules.prepareForUpdate?.(counted, old, context) ?? counted;
  const metadata = withLasting(withOwners(prepared.metadata ?? {}, counted.metadata), old.metadata ?? {});
  const whole = { ...prepared, metadata };
  const errors = [
    ...metadataUpdateErrors(call, { metadata, old: old.metadata ?? {}, rules }),
    ...(rules.validateUpdate?.(whole, old, context) ?? []),
  ];
  if (errors.length > 0) throw invalid(qualifiedKind(resource), metadata.name ?? '', errors);
  warnings.push(...(rules.warnings?.(whole, old) ?? []));
  return whole;
}

/** Nobody but the server counts. */
function withGeneration({ generation: _asked, ...metadata }: ObjectMeta, { generation }: ObjectMeta): ObjectMeta {
  return generation === undefined ? metadata : { ...metadata, generation };
}

/** Whatever a kind keeps of the old metadata, who owns what is new. */
function withOwners({ managedFields: _kept, ...metadata }: ObjectMeta, { managedFields }: ObjectMeta): ObjectMeta {
  return managedFields === undefined ? metadata : { ...metadata, managedFields };
}

/** What an update cannot take away. */
function withLasting(metadata: ObjectMeta, old: ObjectMeta): ObjectMeta {
  const { deletionGracePeriodSeconds = old.deletionGracePeriodSeconds } = metadata;
  return {
    ...metadata,
    uid: metadata.uid || (old.uid ?? ''),
    ...(old.creationTimestamp !== undefined && { creationTimestamp: old.creationTimestamp }),
    ...(old.deletionTimestamp !== undefined && { deletionTimestamp: old.deletionTimestamp }),
    ...(deletionGracePeriodSeconds !== undefined && { deletionGracePeriodSeconds }),
  };
}

/** apiserver pkg/storage Preconditions.Check@1.36. */
function checkUid({ call: { resource, info } }: Writing, uid: string | undefined, old: ApiObject): void {
  const own = old.metadata?.uid;
  if (uid === undefined || uid === own) return;
  const key = storageKey(resource, info);
  const why = `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${own ?? ''}`;
  const words = `StorageError: invalid object, Code: 4, Key: ${key}, ResourceVersion: 0, AdditionalErrorMsg: ${why}`;
  throw conflict(resource, info.name, words);
}

function badVersion(version: string): Refusal {
  return refusal(500, undefined, `strconv.ParseUint: parsing ${JSON.stringify(version)}: invalid syntax`);
}

function withoutKind({ kind: _kind, apiVersion: _version, ...rest }: ApiObject): object {
  return rest;
}
