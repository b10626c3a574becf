import type { PatchStrategy, ValueType } from '../../schema/value-type.ts';
import { isList, isMap, type JsonList, type JsonMap, type JsonValue } from '../json-value.ts';
import { mergeLists } from './merge-lists.ts';
import { inAskedOrder } from './merge-order.ts';
import { badDirective, PatchFault } from './patch-fault.ts';
import { withoutDirectives, withoutNulls } from './without-directives.ts';

/**
 * A map after a strategic merge patch (apimachinery pkg/util/strategicpatch/patch.go mergeMap@1.36, with MergeParallelList and
 * IgnoreUnmatchedNulls as the server has it).
 */
export function mergeMaps(original: JsonMap, patch: JsonMap, type: ValueType | undefined): JsonMap {
  const directive = patch.$patch;
  if (directive !== undefined) return replaced(patch, directive);
  const { $retainKeys: retained, ...changes } = patch;
  const merged: Record<string, JsonValue> = { ...original };
  if (retained !== undefined) {
    const keys = retainedKeys(retained, changes);
    for (const key of Object.keys(merged)) if (!keys.has(key)) delete merged[key];
  }
  const ordered = mergeOrderedLists(merged, changes, type);
  for (const [written, value] of Object.entries(changes)) {
    if (written.startsWith(ORDER) || ordered.has(written)) continue;
    const isDeletion = written.startsWith(DELETION);
    const key = isDeletion ? written.slice(DELETION.length) : written;
    mergeField(merged, key, { value, isDeletion, field: fieldOf(type, key) });
  }
  return merged;
}

const ORDER = '$setElementOrder/';
const DELETION = '$deleteFromPrimitiveList/';

function replaced(patch: JsonMap, directive: JsonValue): JsonMap {
  if (directive === 'delete') return {};
  if (directive !== 'replace') throw badDirective(directive, patch);
  const { $patch: _directive, ...rest } = patch;
  return rest;
}

function retainedKeys(retained: JsonValue, patch: JsonMap): ReadonlySet<JsonValue> {
  if (!isList(retained)) throw new PatchFault('invalid patch format of retainKeys', 400);
  const keys = new Set(retained);
  for (const [key, value] of Object.entries(patch)) {
    if (value === null || key.startsWith(DELETION) || key.startsWith(ORDER) || keys.has(key)) continue;
    throw new PatchFault('invalid patch format of retainKeys', 400);
  }
  return keys;
}

/** Merges the lists whose order the patch tells, and gives their names. */
function mergeOrderedLists(
  merged: Record<string, JsonValue>,
  patch: JsonMap,
  type: ValueType | undefined,
): ReadonlySet<string> {
  const done = new Set<string>();
  for (const [written, order] of Object.entries(patch)) {
    if (!written.startsWith(ORDER)) continue;
    if (!isList(order)) throw new PatchFault(`expected a []interface {}, but received a ${goKind(order)}`, 500);
    const key = written.slice(ORDER.length);
    const { items, strategy } = listField(type, key);
    const list = inAskedOrder({ original: merged[key], patch: patch[key], order }, { items, strategy });
    if (list === undefined) continue;
    merged[key] = list;
    done.add(key);
  }
  return done;
}

interface FieldChange {
  readonly value: JsonValue;
  readonly isDeletion: boolean;
  readonly field: ResolvedField | undefined;
}

function mergeField(merged: Record<string, JsonValue>, key: string, { value, isDeletion, field }: FieldChange): void {
  if (value === null) {
    delete merged[key];
    return;
  }
  const before = merged[key];
  if (before === undefined || goKind(before) !== goKind(value)) {
    if (isDeletion) return;
    const kept = withoutDirectives(withoutNulls(value));
    if (kept === undefined) delete merged[key];
    else merged[key] = kept;
    return;
  }
  if (isMap(before) && isMap(value)) {
    merged[key] = field?.strategy?.replaces ? value : mergeMaps(before, value, field?.type);
  } else if (isList(before) && isList(value)) {
    merged[key] = mergedList(before, value, { isDeletion, field });
  } else merged[key] = value;
}

function mergedList(before: JsonList, value: JsonList, { isDeletion, field }: Omit<FieldChange, 'value'>): JsonList {
  const { strategy, type } = field ?? {};
  if (!strategy?.merges && !isDeletion) return value;
  const items = type?.is === 'list' ? type.items : undefined;
  return mergeLists(before, value, { items, mergeKey: strategy?.mergeKey, isDeletion });
}

interface ResolvedField {
  readonly type: ValueType;
  readonly strategy?: PatchStrategy;
}

function fieldOf(type: ValueType | undefined, key: string): ResolvedField | undefined {
  if (type?.is === 'struct') return type.fields.get(key);
  return type?.is === 'map' ? { type: type.values } : undefined;
}

function listField(
  type: ValueType | undefined,
  key: string,
): { readonly items: ValueType | undefined; readonly strategy: PatchStrategy | undefined } {
  const field = fieldOf(type, key);
  if (field === undefined) {
    const struct = type?.is === 'struct' ? (type.name.split('.').at(-1) ?? '') : '';
    throw new PatchFault(`unable to find api field in struct ${struct} for the json field ${JSON.stringify(key)}`, 500);
  }
  return { items: field.type.is === 'list' ? field.type.items : undefined, strategy: field.strategy };
}

function goKind(value: JsonValue | undefined): string {
  if (isList(value)) return '[]interface {}';
  if (isMap(value)) return 'map[string]interface {}';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int64' : 'float64';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}
