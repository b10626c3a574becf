import { isSameJson } from '../../object/is-same-json.ts';
import type { ValueType } from '../../schema/value-type.ts';
import { isList, isMap, type JsonList, type JsonMap, type JsonValue } from '../json-value.ts';
import { type Atom, atomOf, isAtomicList, type ListAtom, type MapAtom } from './atom.ts';
import { type FieldPathSteps, type FieldSet, type GrowingSet, insertField, newSet } from './field-set.ts';
import { itemElement } from './item-element.ts';
import { fieldElement, type PathElement } from './path-element.ts';

/** What is between two values of a type. */
export interface Comparison {
  readonly removed: FieldSet;
  readonly modified: FieldSet;
  readonly added: FieldSet;
}

/** Compares field by field (structured-merge-diff v6 typed/compare.go). */
export function compareValues(before: JsonValue, after: JsonValue, type: ValueType): Comparison {
  const found = { removed: newSet(), modified: newSet(), added: newSet() };
  compare({ before, after, type, path: [] }, found);
  return found;
}

interface Pair {
  readonly before: JsonValue | undefined;
  readonly after: JsonValue | undefined;
  readonly type: ValueType;
  readonly path: FieldPathSteps;
}

type Found = Readonly<Record<keyof Comparison, GrowingSet>>;

function compare(pair: Pair, found: Found): void {
  const { before, after, type, path } = pair;
  if (before === undefined && after === undefined) return;
  const [left, right] = [atomOf(type, before), atomOf(type, after)];
  let isLeaf: boolean;
  if (after === undefined) isLeaf = compareAs(left, pair, found);
  else {
    if (before !== undefined && left.is !== right.is) compareAs(left, pair, found);
    isLeaf = compareAs(right, pair, found);
  }
  if (isLeaf) return;
  if (before === undefined) insertField(found.added, path);
  else if (after === undefined) insertField(found.removed, path);
}

/** Whether the values were taken as one. */
function compareAs(atom: Atom, pair: Pair, found: Found): boolean {
  const { before, after } = pair;
  if (atom.is === 'list') {
    const [left, right] = [isList(before) ? before : [], isList(after) ? after : []];
    if (isAtomicList(atom) || left.length + right.length === 0) return leaf(pair, found);
    compareItems(left, right, { atom, path: pair.path, found });
    return false;
  }
  if (atom.is === 'scalar') return leaf(pair, found);
  const [left, right] = [isMap(before) ? before : {}, isMap(after) ? after : {}];
  const isEmpty = Object.keys(left).length + Object.keys(right).length === 0;
  if (atom.isAtomic || isEmpty) return leaf(pair, found);
  compareFields(left, right, { atom, path: pair.path, found });
  return false;
}

function leaf({ before, after, path }: Pair, found: Found): true {
  if (before === undefined) insertField(found.added, path);
  else if (after === undefined) insertField(found.removed, path);
  else if (!isSameJson(before, after)) insertField(found.modified, path);
  return true;
}

interface Inside<A> {
  readonly atom: A;
  readonly path: FieldPathSteps;
  readonly found: Found;
}

function compareFields(left: JsonMap, right: JsonMap, { atom, path, found }: Inside<MapAtom>): void {
  for (const key of new Set([...Object.keys(left), ...Object.keys(right)])) {
    const type = atom.typeOf(key);
    if (type === undefined) continue;
    compare({ before: left[key], after: right[key], type, path: [...path, fieldElement(key)] }, found);
  }
}

function compareItems(left: JsonList, right: JsonList, { atom, path, found }: Inside<ListAtom>): void {
  const [before, after] = [byElement(left, atom), byElement(right, atom)];
  for (const element of new Set([...before.keys(), ...after.keys()])) {
    const [ones, others] = [before.get(element) ?? [], after.get(element) ?? []];
    const own = [...path, element];
    if (ones.length <= 1 && others.length <= 1) {
      compare({ before: ones[0], after: others[0], type: atom.items, path: own }, found);
    } else if (ones.length >= 2 && others.length >= 2) {
      if (!isSameJson(ones, others)) insertField(found.modified, own);
    } else if (ones.length >= 2) {
      // Several before, one or none after: what they were is gone as a whole.
      if (others[0] !== undefined) compare({ before: undefined, after: others[0], type: atom.items, path: own }, found);
      insertField(found.removed, own);
    } else {
      if (ones[0] !== undefined) compare({ before: ones[0], after: undefined, type: atom.items, path: own }, found);
      insertField(found.added, own);
    }
  }
}

function byElement(list: JsonList, atom: ListAtom): ReadonlyMap<PathElement, JsonList> {
  return Map.groupBy(list, (item) => itemElement(item, atom));
}
