import type { ManagedFieldsEntry } from '../../object/api-object.ts';
import { decodeManagers, encodeManagers, type ManagerId, type Owned } from './field-owners.ts';
import { difference, type FieldPathSteps, hasField, insertField, isEmptySet, newSet } from './field-set.ts';
import { fieldElement } from './path-element.ts';

/** Who owns the replicas of a scale: whoever owns them in its workload (apimachinery pkg/util/managedfields/scalehandler.go@1.36). */
export function scaleOwners(parents: readonly ManagedFieldsEntry[], apiVersion: string): readonly ManagedFieldsEntry[] {
  const owners = new Map<ManagerId, Owned>();
  for (const [id, owned] of decodeManagers(parents) ?? []) {
    if (owned.version !== apiVersion || !hasField(owned.set, REPLICAS)) continue;
    owners.set(id, { ...owned, set: setOf(REPLICAS), version: 'autoscaling/v1' });
  }
  return encodeManagers(owners);
}

/** Who owns what of a workload after its scale was written: the replicas have the scale's owners, everything else its own. */
export function parentOwners(
  parents: readonly ManagedFieldsEntry[],
  scales: readonly ManagedFieldsEntry[],
  apiVersion: string,
): readonly ManagedFieldsEntry[] {
  const before = decodeManagers(parents) ?? new Map<ManagerId, Owned>();
  const left = new Map(decodeManagers(scales));
  const owners = new Map<ManagerId, Owned>();
  for (const [id, owned] of before) {
    const isStill = owned.version !== apiVersion || !hasField(owned.set, REPLICAS) || left.delete(id);
    const set = isStill ? owned.set : difference(owned.set, setOf(REPLICAS));
    if (!isEmptySet(set)) owners.set(id, { ...owned, set });
  }
  for (const [id, owned] of left) {
    if (!hasField(owned.set, REPLICAS)) continue;
    // A new owner has no time: upstream looks for it among the workload's.
    owners.set(id, { ...owned, set: setOf(REPLICAS), version: apiVersion, time: before.get(id)?.time });
  }
  return encodeManagers(owners);
}

const REPLICAS = ['spec', 'replicas'].map(fieldElement);

function setOf(path: FieldPathSteps) {
  const set = newSet();
  insertField(set, path);
  return set;
}
