import { entriesOf, type Fields, isFields, isList, itemsOf, type JsonSchema } from './json-schema.ts';

/**
 * A value with the defaults of its schema; nulls that may not be are gone, or replaced by their default
 * (apiextensions-apiserver pkg/apiserver/schema/defaulting@1.36: PruneNonNullableNullsWithoutDefaults, then Default).
 */
export function defaulted(value: unknown, schema: JsonSchema | undefined): unknown {
  if (schema === undefined) return value;
  if (isList(value)) {
    const items = itemsOf(schema);
    return value.map((item) => defaulted(isBadNull(item, items) ? (items?.default ?? null) : item, items));
  }
  if (!isFields(value)) return value;
  return { ...keptFields(value, schema), ...addedFields(value, schema) };
}

function keptFields(value: Fields, schema: JsonSchema): Fields {
  const kept = Object.entries(value).flatMap(([key, item]): [string, unknown][] => {
    const own = ownSchema(schema, key) ?? entriesOf(schema);
    if (!isBadNull(item, own)) return [[key, defaulted(item, own)]];
    return own?.default === undefined ? [] : [[key, defaulted(own.default, own)]];
  });
  return Object.fromEntries(kept);
}

function addedFields(value: Fields, { properties = {} }: JsonSchema): Fields {
  const added = Object.entries(properties).filter(
    ([key, own]) => own.default !== undefined && !Object.hasOwn(value, key),
  );
  return Object.fromEntries(added.map(([key, own]) => [key, defaulted(structuredClone(own.default), own)]));
}

function ownSchema({ properties = {} }: JsonSchema, key: string): JsonSchema | undefined {
  return Object.hasOwn(properties, key) ? properties[key] : undefined;
}

function isBadNull(value: unknown, schema: JsonSchema | undefined): boolean {
  return value === null && schema !== undefined && schema.nullable !== true;
}
