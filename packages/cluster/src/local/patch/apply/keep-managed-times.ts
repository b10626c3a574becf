import type { ApiObject, ManagedFieldsEntry } from '../../object/api-object.ts';
import { isSameJson } from '../../object/is-same-json.ts';
import { withoutManagers } from './track-update.ts';

/**
 * The old object, when nothing but times of managed fields has changed: a write that changes nothing is none (apiserver
 * pkg/endpoints/handlers/fieldmanager/equality.go IgnoreManagedFieldsTimestampsTransformer@1.36).
 */
export function keepManagedTimes(object: ApiObject, old: ApiObject): ApiObject {
  const [managers, before] = [object.metadata?.managedFields ?? [], old.metadata?.managedFields ?? []];
  if (managers.length !== before.length || isSameJson(managers, before)) return object;
  if (!isSameJson(managers.map(withoutTime), before.map(withoutTime))) return object;
  if (!isSameJson(bare(object), bare(old))) return object;
  return { ...object, metadata: { ...object.metadata, managedFields: before } };
}

function withoutTime({ time: _time, ...entry }: ManagedFieldsEntry): ManagedFieldsEntry {
  return entry;
}

function bare(object: ApiObject): object {
  const { kind: _kind, apiVersion: _version, ...rest } = withoutManagers(object);
  return { ...rest, metadata: { ...rest.metadata, resourceVersion: '' } };
}
