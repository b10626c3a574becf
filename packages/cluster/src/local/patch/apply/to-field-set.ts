import type { ValueType } from '../../schema/value-type.ts';
import { isList, isMap, type JsonMap, type JsonValue } from '../json-value.ts';
import { atomOf, isAtomicList, type ListAtom, type MapAtom } from './atom.ts';
import { type FieldPathSteps, type FieldSet, type GrowingSet, insertField, newSet } from './field-set.ts';
import { itemElement } from './item-element.ts';
import { fieldElement, type PathElement } from './path-element.ts';

/** All fields of a value that somebody may own (structured-merge-diff v6 typed/tofieldset.go). */
export function toFieldSet(value: JsonValue, type: ValueType): FieldSet {
  const set = newSet();
  collect({ value, type, path: [] }, set);
  return set;
}

interface Placed {
  readonly value: JsonValue;
  readonly type: ValueType;
  readonly path: FieldPathSteps;
}

function collect({ value, type, path }: Placed, set: GrowingSet): void {
  const atom = atomOf(type, value);
  if (atom.is === 'scalar') insertField(set, path);
  else if (atom.is === 'list') {
    if (isAtomicList(atom)) insertField(set, path);
    else if (isList(value)) collectItems(value, atom, { path, set });
  } else if (atom.isAtomic) insertField(set, path);
  else if (isMap(value)) collectFields(value, atom, { path, set });
}

function collectItems(
  list: readonly JsonValue[],
  atom: ListAtom,
  { path, set }: { readonly path: FieldPathSteps; readonly set: GrowingSet },
): void {
  const elements = list.map((item) => itemElement(item, atom));
  const counts = new Map<PathElement, number>();
  for (const element of elements) counts.set(element, (counts.get(element) ?? 0) + 1);
  for (const [at, element] of elements.entries()) {
    const own = [...path, element];
    insertField(set, own);
    // What is there twice is owned as a whole.
    if (counts.get(element) === 1) collect({ value: list[at] ?? null, type: atom.items, path: own }, set);
  }
}

function collectFields(
  map: JsonMap,
  atom: MapAtom,
  { path, set }: { readonly path: FieldPathSteps; readonly set: GrowingSet },
): void {
  for (const [key, value] of Object.entries(map)) {
    const type = atom.typeOf(key);
    if (type === undefined) continue;
    const own = [...path, fieldElement(key)];
    collect({ value, type, path: own }, set);
    const isEmpty = value === null || (isMap(value) && Object.keys(value).length === 0);
    if (isEmpty || !atom.isNamed(key)) insertField(set, own);
  }
}
