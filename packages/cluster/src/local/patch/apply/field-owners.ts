import type { ManagedFieldsEntry } from '../../object/api-object.ts';
import type { FieldSet } from './field-set.ts';
import { fromFieldsV1, toFieldsV1 } from './fields-v1.ts';

/** Who owns which fields, by who they are (apimachinery pkg/util/managedfields/internal/managedfields.go@1.36). */
export type Managers = ReadonlyMap<ManagerId, Owned>;

/** A manager's name, the operation, the subresource, and of updates the version, as JSON. */
export type ManagerId = string;

/** What a manager owns. */
export interface Owned {
  readonly set: FieldSet;
  /** In which version of the API the set is to be read. */
  readonly version: string;
  readonly isApplied: boolean;
  readonly time: string | undefined;
}

/** Who acts, as managed fields tell them apart; an applier is one for all versions. */
export function managerId({ manager, operation, apiVersion, subresource }: ManagedFieldsEntry): ManagerId {
  return JSON.stringify({
    ...(manager && { manager }),
    operation,
    ...(operation === 'Update' && apiVersion && { apiVersion }),
    ...(subresource && { subresource }),
  });
}

/** Reads managed fields; undefined when one of them cannot be read. */
export function decodeManagers(entries: readonly ManagedFieldsEntry[]): Managers | undefined {
  const managers = new Map<ManagerId, Owned>();
  for (const entry of entries) {
    const { operation, apiVersion = '', fieldsType, fieldsV1, time } = entry;
    if ((operation !== 'Apply' && operation !== 'Update') || apiVersion === '' || fieldsType !== 'FieldsV1')
      return undefined;
    const set = fromFieldsV1(fieldsV1 ?? {});
    if (set === undefined) return undefined;
    managers.set(managerId(entry), { set, version: apiVersion, isApplied: operation === 'Apply', time });
  }
  return managers;
}

/** Writes them: appliers first, then by time and by name (sortEncodedManagedFields@1.36). */
export function encodeManagers(managers: Managers): readonly ManagedFieldsEntry[] {
  const entries = [...managers].map(([id, { set, version, time }]): ManagedFieldsEntry => {
    const { manager, operation, subresource } = JSON.parse(id) as ManagedFieldsEntry;
    return {
      ...(manager !== undefined && { manager }),
      ...(operation !== undefined && { operation }),
      apiVersion: version,
      ...(time !== undefined && { time }),
      fieldsType: 'FieldsV1',
      fieldsV1: toFieldsV1(set),
      ...(subresource !== undefined && { subresource }),
    };
  });
  return entries.sort(compareEntries);
}

function compareEntries(one: ManagedFieldsEntry, other: ManagedFieldsEntry): number {
  for (const field of ['operation', 'time', 'manager', 'apiVersion', 'subresource'] as const) {
    const [left, right] = [one[field] ?? '', other[field] ?? ''];
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}
