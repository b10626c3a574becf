import { isJsonObject, type Json, type JsonObject } from '../meaning/json.ts';

/** Leaves out fields that are null, which the API server takes for absent. Parts without any stay the same value. */
export function withoutNulls<T extends Json>(value: T): T {
  if (Array.isArray(value)) return cleanList(value) as Json as T;
  return isJsonObject(value) ? (cleanObject(value) as Json as T) : value;
}

function cleanList(list: readonly Json[]): readonly Json[] {
  const cleaned = list.map(withoutNulls);
  return cleaned.some((item, index) => item !== list[index]) ? cleaned : list;
}

function cleanObject(value: JsonObject): JsonObject {
  const entries = Object.entries(value);
  const cleaned = entries
    .filter(([, inner]) => inner !== null)
    .map(([name, inner]) => [name, withoutNulls(inner)] as const);
  const isSame = cleaned.length === entries.length && cleaned.every(([name, inner]) => inner === value[name]);
  return isSame ? value : Object.fromEntries(cleaned);
}
