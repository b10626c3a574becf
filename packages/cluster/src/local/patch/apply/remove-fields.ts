import type { ValueType } from '../../schema/value-type.ts';
import { isList, isMap, type JsonList, type JsonMap, type JsonValue } from '../json-value.ts';
import { atomOf, isAtomicList, type ListAtom, type MapAtom } from './atom.ts';
import { type FieldSet, isEmptySet } from './field-set.ts';
import { itemElement } from './item-element.ts';
import { fieldElement } from './path-element.ts';

/** A value without some of its fields (structured-merge-diff v6 typed/remove.go); undefined where nothing is left. */
export function removeFields(value: JsonValue, gone: FieldSet, type: ValueType): JsonValue | undefined {
  const atom = atomOf(type, value);
  if (atom.is === 'scalar') return value;
  if (atom.is === 'list') return isList(value) ? withoutItems(value, gone, atom) : undefined;
  return isMap(value) ? withoutFields(value, gone, atom) : undefined;
}

function withoutItems(list: JsonList, gone: FieldSet, atom: ListAtom): JsonList | undefined {
  if (list.length === 0 || isAtomicList(atom)) return undefined;
  let isTouched = false;
  const kept = list.flatMap((item) => {
    const element = itemElement(item, atom);
    if (gone.members.has(element)) return [];
    const deeper = gone.children.get(element);
    if (deeper === undefined || isEmptySet(deeper)) return [item];
    isTouched = true;
    return [removeFields(item, deeper, atom.items) ?? emptied(item)];
  });
  return kept.length > 0 || isTouched ? kept : undefined;
}

function withoutFields(map: JsonMap, gone: FieldSet, atom: MapAtom): JsonMap | undefined {
  if (atom.isAtomic || Object.keys(map).length === 0) return undefined;
  let isTouched = false;
  const kept: Record<string, JsonValue> = {};
  for (const [key, value] of Object.entries(map)) {
    const element = fieldElement(key);
    if (gone.members.has(element)) continue;
    const deeper = gone.children.get(element);
    const type = atom.typeOf(key);
    if (deeper === undefined || isEmptySet(deeper) || type === undefined) {
      kept[key] = value;
      continue;
    }
    isTouched = true;
    kept[key] = removeFields(value, deeper, type) ?? emptied(value);
  }
  return Object.keys(kept).length > 0 || isTouched ? kept : undefined;
}

/** Where only something within was to go, the rest stays, empty as it may be. */
function emptied(value: JsonValue): JsonValue {
  return isList(value) ? [] : isMap(value) ? {} : null;
}
