import type { ListType, StructType, ValueType } from '../../schema/value-type.ts';
import type { FieldSet } from './field-set.ts';
import type { PathElement } from './path-element.ts';

/** A set that has also the fields of structs that lie on the way to its members (fieldpath/set.go EnsureNamedFieldsAreMembers). */
export function withNamedFields(set: FieldSet, type: ValueType | undefined): FieldSet {
  const members = new Set(set.members);
  const children = new Map<PathElement, FieldSet>();
  for (const [element, child] of set.children) {
    if (isNamed(element, type)) members.add(element);
    children.set(element, withNamedFields(child, typeBehind(element, type)));
  }
  return { members, children };
}

function isNamed(element: PathElement, type: ValueType | undefined): boolean {
  return type?.is === 'struct' && element.startsWith('f:') && (type as StructType).fields.has(element.slice(2));
}

function typeBehind(element: PathElement, type: ValueType | undefined): ValueType | undefined {
  if (element.startsWith('k:')) return type?.is === 'list' ? (type as ListType).items : undefined;
  if (!element.startsWith('f:')) return undefined;
  if (type?.is === 'struct') return type.fields.get(element.slice(2))?.type ?? type.others;
  return type?.is === 'map' ? type.values : undefined;
}
