import { entriesOf, isFields, isList, itemsOf, type JsonSchema } from '../custom/schema/json-schema.ts';
import { escapedName } from './escaped-name.ts';

/** A value as expressions see it by its schema: whole numbers as integers, times as times, names escaped (pkg/cel/common values.go@1.36). */
export function toCel(value: unknown, schema: JsonSchema | undefined): unknown {
  if (value === null || value === undefined) return null;
  if (isList(value)) return value.map((item) => toCel(item, schema && itemsOf(schema)));
  if (isFields(value)) return fieldsToCel(value, schema);
  if (typeof value === 'number') {
    if (schema?.type === 'number') return value;
    return Number.isInteger(value) ? BigInt(value) : value;
  }
  return typeof value === 'string' ? textToCel(value, schema?.format) : value;
}

function fieldsToCel(value: Readonly<Record<string, unknown>>, schema: JsonSchema | undefined): unknown {
  const properties = schema?.properties;
  const isMap = properties === undefined;
  const entries = schema === undefined ? undefined : entriesOf(schema);
  const known = Object.entries(value).flatMap(([key, item]): [string, unknown][] => {
    // What is null is as if it were not there, but in a map.
    if (item === null && !isMap) return [];
    const own = properties !== undefined && Object.hasOwn(properties, key) ? properties[key] : entries;
    return [[isMap ? key : (escapedName(key) ?? key), toCel(item, own)]];
  });
  return Object.fromEntries(known);
}

function textToCel(text: string, format: string | undefined): unknown {
  if (format === 'date-time' || format === 'datetime' || format === 'date') {
    const time = new Date(text);
    return Number.isNaN(time.getTime()) ? text : time;
  }
  return format === 'byte' ? new Uint8Array(Buffer.from(text, 'base64')) : text;
}
