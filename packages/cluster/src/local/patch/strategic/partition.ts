import { isMap, type JsonList, type JsonValue } from '../json-value.ts';
import { keyOf } from './merge-lists.ts';

/** The items of a list that another one has, and those that it has not. */
export function partition(
  list: JsonList,
  by: JsonList,
  mergeKey: string | undefined,
): { readonly inside: JsonList; readonly outside: JsonList } {
  const identity = (item: JsonValue): JsonValue =>
    mergeKey !== undefined && isMap(item) ? keyOf(item, mergeKey) : item;
  const known = new Set(by.map(identity));
  const isInside = (item: JsonValue): boolean => known.has(identity(item));
  return { inside: list.filter(isInside), outside: list.filter((item) => !isInside(item)) };
}
