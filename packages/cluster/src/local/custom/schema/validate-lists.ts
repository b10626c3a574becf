import type { FieldError } from '@outrigger/pod';
import { goJson } from '@outrigger/pod';
import { fieldSchema } from './correlated.ts';
import { isFields, isList, itemsOf, type JsonSchema } from './json-schema.ts';

/** Which items are in a list twice, where its type allows them once (apiextensions-apiserver pkg/apiserver/schema/listtype@1.36). */
export function validateLists(value: unknown, schema: JsonSchema | undefined, path: string): readonly FieldError[] {
  if (schema === undefined) return [];
  if (isList(value)) {
    const items = itemsOf(schema);
    return [
      ...listProblems(value, schema, path),
      ...value.flatMap((item, at) => validateLists(item, items, `${path}[${at}]`)),
    ];
  }
  if (!isFields(value)) return [];
  return Object.keys(value)
    .sort()
    .flatMap((key) => {
      const isNamed = Object.hasOwn(schema.properties ?? {}, key);
      const at = isNamed ? (path === '' ? key : `${path}.${key}`) : `${path}[${key}]`;
      return validateLists(value[key], fieldSchema(schema, key), at);
    });
}

function listProblems(list: readonly unknown[], schema: JsonSchema, path: string): readonly FieldError[] {
  const duplicate = (at: number, badValue: unknown): FieldError => {
    return { type: 'Duplicate', field: `${path}[${at}]`, path: [path, at], badValue, detail: '' };
  };
  const type = schema['x-kubernetes-list-type'];
  if (type === 'set') return repeated(list).map((at) => duplicate(at, list[at]));
  if (type !== 'map') return [];
  const wrong = list.findIndex((item) => item !== null && !isFields(item));
  if (wrong >= 0) {
    const detail = 'must be an object for an array of list-type map';
    return [{ type: 'Invalid', field: `${path}[${wrong}]`, path: [path, wrong], badValue: list[wrong], detail }];
  }
  const names = schema['x-kubernetes-list-map-keys'] ?? [];
  const keys = list.map((item) => {
    const given = isFields(item) ? names.filter((name) => Object.hasOwn(item, name)) : [];
    return Object.fromEntries(given.map((name) => [name, isFields(item) ? item[name] : undefined]));
  });
  return repeated(keys).map((at) => duplicate(at, keys[at]));
}

/** Where something stands for the second time. */
function repeated(list: readonly unknown[]): readonly number[] {
  const times = new Map<string, number>();
  return list.flatMap((item, at) => {
    const text = goJson(item);
    times.set(text, (times.get(text) ?? 0) + 1);
    return times.get(text) === 2 ? [at] : [];
  });
}
