import type { ManagedFieldsEntry } from '../../object/api-object.ts';
import { decodeManagers, encodeManagers, type ManagerId, type Owned } from './field-owners.ts';
import { difference, type FieldPathSteps, hasField, insertField, isEmptySet, newSet } from './field-set.ts';
import { fieldElement } from './path-element.ts';

/** Who owns the replicas of a scale: whoever owns them in its workload (apimachinery pkg/util/managedfields/scalehandler.go@1.36). */
export function scaleOwners(
  parents: readonly ManagedFieldsEntry[],
  { apiVersion, path = '.spec.replicas' }: ReplicasPlace,
): readonly ManagedFieldsEntry[] {
  const replicas = stepsOf(path);
  const owners = new Map<ManagerId, Owned>();
  for (const [id, owned] of decodeManagers(parents) ?? []) {
    if (owned.version !== apiVersion || !hasField(owned.set, replicas)) continue;
    owners.set(id, { ...owned, set: setOf(IN_SCALE), version: 'autoscaling/v1' });
  }
  return encodeManagers(owners);
}

/** Who owns what of a workload after its scale was written: the replicas have the scale's owners, everything else its own. */
export function parentOwners(
  parents: readonly ManagedFieldsEntry[],
  scales: readonly ManagedFieldsEntry[],
  { apiVersion, path = '.spec.replicas' }: ReplicasPlace,
): readonly ManagedFieldsEntry[] {
  const replicas = stepsOf(path);
  const before = decodeManagers(parents) ?? new Map<ManagerId, Owned>();
  const left = new Map(decodeManagers(scales));
  const owners = new Map<ManagerId, Owned>();
  for (const [id, owned] of before) {
    const isStill = owned.version !== apiVersion || !hasField(owned.set, replicas) || left.delete(id);
    const set = isStill ? owned.set : difference(owned.set, setOf(replicas));
    if (!isEmptySet(set)) owners.set(id, { ...owned, set });
  }
  for (const [id, owned] of left) {
    if (!hasField(owned.set, IN_SCALE)) continue;
    // A new owner has no time: upstream looks for it among the workload's.
    owners.set(id, { ...owned, set: setOf(replicas), version: apiVersion, time: before.get(id)?.time });
  }
  return encodeManagers(owners);
}

/** Where a workload has its replicas. */
interface ReplicasPlace {
  readonly apiVersion: string;
  /** As a definition of custom resources writes it: `.spec.replicas`. */
  readonly path?: string;
}

const IN_SCALE = stepsOf('.spec.replicas');

function stepsOf(path: string): FieldPathSteps {
  return path.split('.').filter(Boolean).map(fieldElement);
}

function setOf(path: FieldPathSteps) {
  const set = newSet();
  insertField(set, path);
  return set;
}
