import type { ValueType } from '../../schema/value-type.ts';
import { isMap, type JsonList, type JsonMap, type JsonValue } from '../json-value.ts';
import { printGo } from '../print-go.ts';
import { mergeMaps } from './merge-maps.ts';
import { inOrder } from './merge-order.ts';
import { partition } from './partition.ts';
import { badDirective, PatchFault } from './patch-fault.ts';

/** What is known of the items of two lists. */
export interface ListRules {
  readonly items: ValueType | undefined;
  /** By which items that are maps are the same. */
  readonly mergeKey: string | undefined;
  /** Whether the patch tells what is to go, of plain values. */
  readonly isDeletion: boolean;
}

/** A list after a strategic merge patch (mergeSlice@1.36). */
export function mergeLists(original: JsonList, patch: JsonList, { items, mergeKey, isDeletion }: ListRules): JsonList {
  if (original.length === 0 && patch.length === 0) return original;
  if (!haveMaps(original, patch)) {
    if (isDeletion) return original.filter((value) => !patch.includes(value));
    const { inside, outside } = partition(eachOnce([...original, ...patch]), patch, undefined);
    return inOrder({ inside, outside, patchOrder: patch, serverOrder: original, mergeKey: undefined });
  }
  if (mergeKey === undefined) throw new PatchFault('cannot merge lists without merge key for ', 500);
  const special = withoutSpecial(original, patch as readonly JsonMap[], mergeKey);
  const merged = withItems(special.original, special.patch, { items, mergeKey });
  const { inside, outside } = partition(merged, special.patch, mergeKey);
  return inOrder({ inside, outside, patchOrder: special.patch, serverOrder: special.original, mergeKey });
}

/** Whether items are maps; they are all of one kind, and no lists (sliceElementType@1.36). */
export function haveMaps(...lists: readonly JsonList[]): boolean {
  const kinds = new Set(
    lists.flat(1).map((item) => (Array.isArray(item) ? 'list' : isMap(item) ? 'map' : typeof item)),
  );
  if (kinds.has('list')) throw new PatchFault('lists of lists are not supported', 422);
  if (kinds.size === 0) throw new PatchFault('no elements in any of the given slices', 500);
  if (kinds.size > 1) throw new PatchFault('list element types are not identical', 500);
  return kinds.has('map');
}

/** Deletes and replaces as items of the patch say, and gives the items that say nothing of the kind. */
function withoutSpecial(
  original: JsonList,
  patch: readonly JsonMap[],
  mergeKey: string,
): { readonly original: JsonList; readonly patch: readonly JsonMap[] } {
  let kept = original;
  let replaces = false;
  const ordinary: JsonMap[] = [];
  for (const item of patch) {
    const directive = item.$patch;
    if (directive === undefined) ordinary.push(item);
    else if (directive === 'delete') {
      const key = keyOf(item, mergeKey);
      kept = kept.filter((other) => !isMap(other) || other[mergeKey] !== key);
    } else if (directive === 'replace') replaces = true;
    else if (directive === 'merge') throw new PatchFault('merging lists cannot yet be specified in the patch', 500);
    else throw badDirective(directive, item);
  }
  return replaces ? { original: ordinary, patch: [] } : { original: kept, patch: ordinary };
}

function withItems(
  original: JsonList,
  patch: readonly JsonMap[],
  { items, mergeKey }: { readonly items: ValueType | undefined; readonly mergeKey: string },
): JsonList {
  const merged = [...original];
  for (const item of patch) {
    const key = keyOf(item, mergeKey);
    const at = merged.findIndex((other) => isMap(other) && other[mergeKey] === key);
    const other = merged[at];
    if (isMap(other)) merged[at] = mergeMaps(other, item, items);
    else merged.push(item);
  }
  return merged;
}

/** What makes an item itself; without it the patch makes no sense. */
export function keyOf(item: JsonMap, mergeKey: string): JsonValue {
  const key = item[mergeKey];
  if (key !== undefined) return key;
  throw new PatchFault(`map: ${printGo(item)} does not contain declared merge key: ${mergeKey}`, 500);
}

/** As upstream takes doubles out: the last item fills the gap (deduplicateScalars@1.36). */
function eachOnce(values: JsonList): JsonList {
  const kept = [...values];
  for (let i = 0; i < kept.length - 1; i++) {
    for (let j = i + 1; j < kept.length; j++) {
      if (kept[i] !== kept[j]) continue;
      const last = kept.pop();
      if (j < kept.length) kept[j] = last as JsonValue;
      j--;
    }
  }
  return kept;
}
