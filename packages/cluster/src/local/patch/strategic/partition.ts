import { isMap, type JsonList, type JsonValue } from '../json-value.ts';
import { keyOf } from './merge-lists.ts';
import { PatchFault } from './patch-fault.ts';

/** The items of a list that another one has, and those that it has not. */
export function partition(
  list: JsonList,
  by: JsonList,
  mergeKey: string | undefined,
): { readonly inside: JsonList; readonly outside: JsonList } {
  const identity = (item: JsonValue): JsonValue =>
    mergeKey !== undefined && isMap(item) ? keyOf(item, mergeKey) : item;
  const isWrong = mergeKey !== undefined && list.length > 0 ? by.findIndex((item) => !isMap(item)) : -1;
  if (isWrong >= 0) throw new PatchFault(`value for key ${isWrong} is not a map`, 500);
  const known = new Set(by.map(identity));
  const isInside = (item: JsonValue): boolean => known.has(identity(item));
  return { inside: list.filter(isInside), outside: list.filter((item) => !isInside(item)) };
}
