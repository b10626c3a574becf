import type { ValueType } from '../../schema/value-type.ts';
import type { JsonValue } from '../json-value.ts';
import { type Comparison, compareValues } from './compare-values.ts';
import { conflictsOf, type FieldConflict } from './conflict-answer.ts';
import type { ManagerId, Managers, Owned } from './field-owners.ts';
import {
  difference,
  type FieldSet,
  intersection,
  isEmptySet,
  noFields,
  recursiveDifference,
  union,
} from './field-set.ts';
import { mergeValues } from './merge-values.ts';
import { withNamedFields } from './named-fields.ts';
import { removeFields } from './remove-fields.ts';
import { toFieldSet } from './to-field-set.ts';

/** What the rules of ownership need to know of the objects they are about (structured-merge-diff v6 merge/update.go Updater). */
export interface Ownership {
  /** The version in which the request is. */
  readonly version: string;
  /** An object in some version, and its type there; undefined where the version is served no more. */
  readonly inVersion: (object: JsonValue, version: string) => Versioned | undefined;
  /** Fields that this way of writing never changes. */
  readonly reset: FieldSet;
}

/** An object in a version. */
export interface Versioned {
  readonly value: JsonValue;
  readonly type: ValueType;
}

/** Who owns what after an update: who has changed a field owns it, and he alone among updaters and appliers. */
export function afterUpdate(
  ownership: Ownership,
  { live, object, managers, manager }: { readonly live: JsonValue; readonly object: JsonValue } & Acting,
): Managers {
  const { managers: others, comparison } = settled(ownership, { live, object, managers, manager });
  const before = others.get(manager)?.set ?? noFields;
  const { removed, modified, added } = comparison;
  const set = recursiveDifference(union(union(difference(before, removed), modified), added), ownership.reset);
  return withOwner(others, manager, { set, version: ownership.version, isApplied: false, time: undefined });
}

interface Acting {
  readonly managers: Managers;
  readonly manager: ManagerId;
}

/** An object after an apply, and who owns what; or the conflicts that forbid it. Undefined where nothing has changed. */
export function afterApply(
  ownership: Ownership,
  {
    live,
    config,
    managers,
    manager,
    isForced,
  }: { readonly live: JsonValue; readonly config: JsonValue; readonly isForced: boolean } & Acting,
): { readonly object: JsonValue; readonly managers: Managers } | { readonly conflicts: readonly FieldConflict[] } {
  const { version, reset } = ownership;
  const type = typeIn(ownership, version);
  const merged = mergeValues(live, config, type) ?? {};
  const last = managers.get(manager);
  const set = recursiveDifference(toFieldSet(config, type), reset);
  const claimed = new Map(managers).set(manager, { set, version, isApplied: true, time: last?.time });
  const object = pruned(ownership, { merged, managers: claimed, last });
  const { managers: settledManagers, conflicts } = settled(ownership, { live, object, managers: claimed, manager });
  if (conflicts.size > 0 && !isForced) return { conflicts: conflictsOf(conflicts) };
  return { object, managers: settledManagers };
}

/** Managers without what the change has taken from them, and what they would have to give up for it. */
function settled(
  ownership: Ownership,
  { live, object, managers, manager }: { readonly live: JsonValue; readonly object: JsonValue } & Acting,
): {
  readonly managers: Managers;
  readonly conflicts: ReadonlyMap<ManagerId, FieldSet>;
  readonly comparison: Comparison;
} {
  const comparisons = new Map<string, Comparison | undefined>();
  const compareIn = (version: string): Comparison | undefined => {
    if (!comparisons.has(version)) comparisons.set(version, comparedIn(ownership, version, { live, object }));
    return comparisons.get(version);
  };
  const conflicts = new Map<ManagerId, FieldSet>();
  const kept = new Map<ManagerId, Owned>();
  for (const [id, owned] of managers) {
    if (id === manager) {
      kept.set(id, owned);
      continue;
    }
    // Of a version that is served no more nobody knows anything.
    const comparison = compareIn(owned.version);
    if (comparison === undefined) continue;
    const lost = intersection(owned.set, union(comparison.modified, comparison.added));
    if (!isEmptySet(lost)) conflicts.set(id, lost);
    kept.set(id, { ...owned, set: difference(difference(owned.set, lost), comparison.removed) });
  }
  for (const [id, { set }] of kept) if (isEmptySet(set)) kept.delete(id);
  const comparison = compareIn(ownership.version);
  if (comparison === undefined) throw new Error(`no objects in ${ownership.version}, in which one is written`);
  return { managers: kept, conflicts, comparison };
}

function comparedIn(
  { inVersion, reset }: Ownership,
  version: string,
  { live, object }: { readonly live: JsonValue; readonly object: JsonValue },
): Comparison | undefined {
  const [before, after] = [inVersion(live, version), inVersion(object, version)];
  if (before === undefined || after === undefined) return undefined;
  const { removed, modified, added } = compareValues(before.value, after.value, before.type);
  const without = (set: FieldSet): FieldSet => recursiveDifference(set, reset);
  return { removed: without(removed), modified: without(modified), added: without(added) };
}

/** Takes away what the applier owned and no longer names, unless somebody else owns it. */
function pruned(
  ownership: Ownership,
  {
    merged,
    managers,
    last,
  }: { readonly merged: JsonValue; readonly managers: Managers; readonly last: Owned | undefined },
): JsonValue {
  if (last === undefined || isEmptySet(last.set)) return merged;
  const there = ownership.inVersion(merged, last.version);
  if (there === undefined) return merged;
  const { value, type } = there;
  const without = removeFields(value, withNamedFields(last.set, type), type) ?? null;
  const withOwned = withOwnedItems(ownership, { value, type, without, version: last.version, managers });
  const [mergedSet, prunedSet] = [value, withOwned].map((one) => withNamedFields(toFieldSet(one, type), type));
  if (mergedSet === undefined || prunedSet === undefined) return merged;
  const dangling = intersection(difference(mergedSet, prunedSet), withNamedFields(last.set, type));
  const left = removeFields(value, dangling, type) ?? null;
  return ownership.inVersion(left, ownership.version)?.value ?? left;
}

/** Puts back what was taken away and is still owned by somebody, in whatever version. */
function withOwnedItems(
  { inVersion }: Ownership,
  {
    value,
    type,
    without,
    version,
    managers,
  }: Versioned & { readonly without: JsonValue; readonly version: string; readonly managers: Managers },
): JsonValue {
  let put = without;
  const owned = Map.groupBy(managers.values(), (one) => one.version);
  for (const at of [version, ...[...owned.keys()].filter((other) => other !== version)]) {
    const managed = (owned.get(at) ?? []).map(({ set }) => set).reduce(union, noFields);
    const [whole, part] =
      at === version
        ? [
            { value, type },
            { value: put, type },
          ]
        : [inVersion(value, at), inVersion(put, at)];
    if (whole === undefined || part === undefined || isEmptySet(managed)) continue;
    const named = (set: FieldSet): FieldSet => withNamedFields(set, whole.type);
    const gone = difference(
      named(toFieldSet(whole.value, whole.type)),
      union(named(toFieldSet(part.value, whole.type)), named(managed)),
    );
    const left = removeFields(whole.value, gone, whole.type) ?? null;
    put = at === version ? left : (inVersion(left, version)?.value ?? left);
  }
  return put;
}

function typeIn({ inVersion }: Ownership, version: string): ValueType {
  const type = inVersion({}, version)?.type;
  if (type === undefined) throw new Error(`no objects in ${version}, in which one is applied`);
  return type;
}

function withOwner(managers: Managers, manager: ManagerId, owned: Owned): Managers {
  const changed = new Map(managers);
  if (isEmptySet(owned.set)) changed.delete(manager);
  else changed.set(manager, owned);
  return changed;
}
