import { isSame } from '../../object/is-same.ts';
import { entriesOf, isFields, isList, type JsonSchema } from './json-schema.ts';

/** What was at a place before, as far as that can be said; undefined where it cannot (apiserver pkg/cel/common CorrelatedObject@1.36). */
export interface Correlated {
  readonly value: unknown;
}

/** Whether nothing has changed at a place, so that what is wrong there was wrong already. */
export function isUnchanged(old: Correlated | undefined, value: unknown): boolean {
  return old !== undefined && isSame(old.value, value);
}

/** What a field was. */
export function oldField(old: Correlated | undefined, key: string): Correlated | undefined {
  if (old === undefined || !isFields(old.value) || !Object.hasOwn(old.value, key)) return undefined;
  return { value: old.value[key] };
}

/** What an item was: only items of a map list are known by their keys. */
export function oldItem(old: Correlated | undefined, item: unknown, schema: JsonSchema): Correlated | undefined {
  if (old === undefined || !isList(old.value) || schema['x-kubernetes-list-type'] !== 'map') return undefined;
  if (!isFields(item)) return undefined;
  const keys = schema['x-kubernetes-list-map-keys'] ?? [];
  const found = old.value.find((one) => isFields(one) && keys.every((key) => isSame(one[key], item[key])));
  return found === undefined ? undefined : { value: found };
}

/** The schema of a field, be it named or one of many. */
export function fieldSchema(schema: JsonSchema, key: string): JsonSchema | undefined {
  const { properties = {} } = schema;
  return (Object.hasOwn(properties, key) ? properties[key] : undefined) ?? entriesOf(schema);
}
