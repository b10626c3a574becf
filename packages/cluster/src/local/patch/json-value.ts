/** Any value of JSON. */
export type JsonValue = string | number | boolean | null | JsonList | JsonMap;

/** A list of them. */
export type JsonList = readonly JsonValue[];

/** A map of them. */
export interface JsonMap {
  readonly [key: string]: JsonValue;
}

export function isMap(value: unknown): value is JsonMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isList(value: unknown): value is JsonList {
  return Array.isArray(value);
}
