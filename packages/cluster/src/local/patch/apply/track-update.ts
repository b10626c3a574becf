import type { ApiObject, ManagedFieldsEntry } from '../../object/api-object.ts';
import { asKept } from '../../schema/as-kept.ts';
import { zeroObject } from '../../schema/zero-object.ts';
import { timeOf } from '../../write/identity.ts';
import type { Writing } from '../../write/writing.ts';
import type { JsonMap } from '../json-value.ts';
import { cappedManagers } from './capped-owners.ts';
import { checkTyped } from './check-typed.ts';
import { decodeManagers, encodeManagers, type ManagerId, type Managers, managerId } from './field-owners.ts';
import { isEmptySet, union } from './field-set.ts';
import { ownershipOf } from './ownership-of.ts';
import { afterUpdate, type Ownership } from './settle-owners.ts';
import { strippedOf } from './stripped.ts';
import { TypedFault } from './typed-fault.ts';

/**
 * An object with its managed fields as they are after an update: whoever writes owns what he has changed (apimachinery
 * pkg/util/managedfields/internal/fieldmanager.go UpdateNoErrors@1.36). Never fails: at worst nobody owns anything.
 */
export function trackUpdate(writing: Writing, old: ApiObject | undefined, object: ApiObject): ApiObject {
  const ownership = ownershipOf(writing);
  const bare = withoutManagers(object);
  if (ownership === undefined) return bare;
  const managers = managersBefore(writing, old, object);
  // Whoever has been left untracked stays so until the first apply.
  if (managers.size === 0 && old?.metadata?.uid) return bare;
  const { info } = writing.call;
  const operation: ManagedFieldsEntry = {
    manager: writing.options.manager || 'unknown',
    operation: 'Update',
    apiVersion: ownership.version,
    subresource: info.subresource,
  };
  try {
    const { resource } = writing.call;
    const live = asKept(resource, old === undefined ? zeroObject(resource) : withoutManagers(old));
    const time = timeOf(writing.context.now);
    const tracked = tracksUpdate(ownership, {
      live,
      object: asKept(resource, bare),
      managers,
      manager: managerId(operation),
      time,
    });
    return withManagers(bare, cappedManagers(tracked));
  } catch (fault) {
    if (!(fault instanceof TypedFault)) throw fault;
    return bare;
  }
}

/** Managers after an update: what is new is put to what the manager had. */
export function tracksUpdate(
  ownership: Ownership,
  {
    live,
    object,
    managers,
    manager,
    time,
  }: {
    readonly live: ApiObject;
    readonly object: ApiObject;
    readonly managers: Managers;
    readonly manager: ManagerId;
    readonly time: string;
  },
): Managers {
  const type = ownership.inVersion({}, ownership.version)?.type;
  if (type !== undefined) checkTyped(object as JsonMap, type, { allowsDuplicates: true });
  const change = { live: live as JsonMap, object: object as JsonMap, managers, manager: SELF };
  const settled = new Map(afterUpdate(ownership, change));
  const own = settled.get(SELF);
  settled.delete(SELF);
  if (own === undefined) return settled;
  const set = strippedOf(own.set);
  if (isEmptySet(set)) return settled;
  const before = settled.get(manager);
  return settled.set(manager, { ...own, set: before === undefined ? set : union(set, before.set), time });
}

/** The operation itself, before it is known as what it is put down. */
const SELF = 'current-operation';

/** An object without its managed fields. */
export function withoutManagers(object: ApiObject): ApiObject {
  if (object.metadata?.managedFields === undefined) return object;
  const { managedFields: _managers, ...metadata } = object.metadata;
  return { ...object, metadata };
}

/** An object with managed fields. */
export function withManagers(object: ApiObject, managers: Managers): ApiObject {
  if (managers.size === 0) return withoutManagers(object);
  return { ...object, metadata: { ...object.metadata, managedFields: encodeManagers(managers) } };
}

/** Managed fields that a writer sends replace those that are kept, and an empty list forgets them (decodeLiveOrNew@1.36). */
function managersBefore({ call }: Writing, old: ApiObject | undefined, object: ApiObject): Managers {
  const live = (): Managers => decodeManagers(old?.metadata?.managedFields ?? []) ?? new Map();
  if (call.info.subresource !== '') return live();
  const sent = object.metadata?.managedFields;
  if (sent === undefined) return live();
  if (sent.length === 0 || (sent.length === 1 && Object.keys(sent[0] ?? {}).length === 0)) return new Map();
  const decoded = decodeManagers(sent);
  return decoded === undefined || decoded.size === 0 ? live() : decoded;
}
