/** A value as the API server receives it. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

/** A map of JSON values by name. */
export interface JsonObject {
  readonly [name: string]: Json;
}

export function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
