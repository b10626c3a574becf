import type { ValueType } from '../../schema/value-type.ts';
import { isList, isMap, type JsonList, type JsonMap, type JsonValue } from '../json-value.ts';
import { type Atom, atomOf, isAtomicList, type ListAtom, type MapAtom } from './atom.ts';
import { itemElement } from './item-element.ts';
import type { PathElement } from './path-element.ts';

/** A value after another one was laid over it (structured-merge-diff v6 typed/merge.go); undefined where nothing is left. */
export function mergeValues(
  under: JsonValue | undefined,
  over: JsonValue | undefined,
  type: ValueType,
): JsonValue | undefined {
  return mergeAs(over === undefined ? atomOf(type, under) : atomOf(type, over), under, { over, type });
}

function mergeAs(
  atom: Atom,
  under: JsonValue | undefined,
  { over }: { readonly over: JsonValue | undefined; readonly type: ValueType },
): JsonValue | undefined {
  const topmost = over === undefined ? under : over;
  if (atom.is === 'scalar') return topmost;
  if (atom.is === 'list') {
    const [left, right] = [isList(under) ? under : [], isList(over) ? over : []];
    if (isAtomicList(atom) || left.length + right.length === 0) return topmost;
    const merged = mergeItems(left, right, atom);
    return merged.length === 0 ? undefined : merged;
  }
  const [left, right] = [isMap(under) ? under : {}, isMap(over) ? over : {}];
  if (atom.isAtomic || Object.keys(left).length + Object.keys(right).length === 0) return topmost;
  const merged = mergeFields(left, right, atom);
  return Object.keys(merged).length === 0 ? undefined : merged;
}

function mergeFields(left: JsonMap, right: JsonMap, atom: MapAtom): JsonMap {
  const merged: Record<string, JsonValue> = {};
  for (const key of new Set([...Object.keys(left), ...Object.keys(right)])) {
    const type = atom.typeOf(key);
    const value = type === undefined ? (right[key] ?? left[key]) : mergeValues(left[key], right[key], type);
    if (value !== undefined) merged[key] = value;
  }
  return merged;
}

/** Items of both lists: those of `right` in its order, the rest where they were, as far as both can be. */
function mergeItems(left: JsonList, right: JsonList, atom: ListAtom): JsonList {
  const [lefts, rights] = [elementsOf(left, atom), elementsOf(right, atom)];
  const [inLeft, inRight] = [valuesOf(left, lefts), valuesOf(right, rights)];
  const shared = rights.filter((element) => inLeft.has(element));
  const mergedRight = new Set<PathElement>();
  const merged: JsonValue[] = [];
  const keep = (value: JsonValue | undefined): void => {
    if (value !== undefined) merged.push(value);
  };
  const takeRight = (element: PathElement): void => {
    mergedRight.add(element);
    keep(mergeValues(inLeft.get(element), inRight.get(element), atom.items));
    if (shared[0] === element) shared.shift();
  };
  let [l, r] = [0, 0];
  while (l < lefts.length || r < rights.length) {
    const [element, other] = [lefts[l], rights[r]];
    if (element !== undefined && other !== undefined) {
      if (element === other) {
        mergedRight.add(element);
        keep(mergeValues(inLeft.get(element), inRight.get(element), atom.items));
        shared.shift();
        l++;
        r++;
        continue;
      }
      // A shared item, but not the one whose turn it is.
      if (inRight.has(element) && shared[0] !== undefined && shared[0] !== element) {
        l++;
        continue;
      }
    }
    if (element !== undefined) {
      if (!inRight.has(element)) {
        keep(mergeValues(left[l], undefined, atom.items));
        l++;
        continue;
      }
      if (mergedRight.has(element)) l++;
    }
    if (other !== undefined) {
      takeRight(other);
      r++;
    }
  }
  return merged;
}

function elementsOf(list: JsonList, atom: ListAtom): readonly PathElement[] {
  return list.map((item) => itemElement(item, atom));
}

/** What is there twice is not merged with anything. */
function valuesOf(list: JsonList, elements: readonly PathElement[]): ReadonlyMap<PathElement, JsonValue | undefined> {
  const values = new Map<PathElement, JsonValue | undefined>();
  for (const [at, element] of elements.entries()) values.set(element, values.has(element) ? null : list[at]);
  return values;
}
