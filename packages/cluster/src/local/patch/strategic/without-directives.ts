import { isList, isMap, type JsonValue } from '../json-value.ts';

/** A value of a patch as it is kept where nothing was before; undefined for one that only gives directions (removeDirectives@1.36). */
export function withoutDirectives(value: JsonValue): JsonValue | undefined {
  if (isList(value)) return value.map(withoutDirectives).filter((item) => item !== undefined);
  if (!isMap(value)) return value;
  if (value.$patch !== undefined) return undefined;
  const kept = Object.entries(value).flatMap(([key, item]) => {
    const own = withoutDirectives(item);
    return own === undefined ? [] : [[key, own] as const];
  });
  return Object.fromEntries(kept);
}

/** A value without fields that are null (discardNullValuesFromPatch@1.36). */
export function withoutNulls(value: JsonValue): JsonValue {
  if (isList(value)) return value.map(withoutNulls);
  if (!isMap(value)) return value;
  const kept = Object.entries(value).filter(([, item]) => item !== null);
  return Object.fromEntries(kept.map(([key, item]) => [key, withoutNulls(item)]));
}
