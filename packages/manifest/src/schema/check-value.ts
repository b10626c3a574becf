import { isJsonObject, type Json, type JsonObject } from '../meaning/json.ts';
import type { Path } from '../problem/problem.ts';
import { leafRules } from './leaf-rules.ts';
import { podSchema } from './pod-schema.ts';
import type { Leaf, ObjectType, SchemaTable, SchemaType } from './schema-type.ts';

/** Where a value departs from its schema. */
export type Departure = { readonly path: Path } & (
  | { readonly kind: 'unknown-field'; readonly known: readonly string[]; readonly belongsTo?: Path }
  | { readonly kind: 'missing-field' }
  | { readonly kind: 'wrong-type'; readonly expected: string; readonly value: Json }
  | { readonly kind: 'unsupported-value'; readonly value: string; readonly supported: readonly string[] }
  | { readonly kind: 'invalid-value'; readonly value: string | number; readonly expected: string }
);

/**
 * Compares a value, which stands at `path`, with a type. Null is the same as absent, as it is for the API server; in a list
 * it is neither.
 */
export function checkValue(value: Json, type: string, path: Path = []): readonly Departure[] {
  const table = podSchema();
  const root = table.roots[type];
  if (root === undefined) throw new Error(`no schema of ${type}`);
  const walk: Walk = { table, path: [...path], around: [], departures: [] };
  check(value, root, walk);
  return walk.departures;
}

/** One walk down a value. The path is changed in place: nearly all of them are never needed. */
interface Walk {
  readonly table: SchemaTable;
  readonly path: (string | number)[];
  /** The objects around this place, from the outermost in. */
  readonly around: { readonly type: ObjectType; readonly depth: number }[];
  readonly departures: Departure[];
}

function check(value: Json, typeAt: number, walk: Walk): void {
  const type = walk.table.types[typeAt] as SchemaType;
  if (typeof type === 'string') checkLeaf(value, type, walk);
  else if ('oneOf' in type) checkEnum(value, type.oneOf, walk);
  else if ('itemsOf' in type) {
    if (isList(value)) checkItems(value, type.itemsOf, walk);
    else wrongType(value, 'array', walk);
  } else if (!isJsonObject(value)) wrongType(value, 'object', walk);
  else if ('valuesOf' in type) checkValues(value, type.valuesOf, walk);
  else checkObject(value, type, walk);
}

function checkObject(value: JsonObject, type: ObjectType, walk: Walk): void {
  for (const name of type.required ?? []) {
    if ((value[name] ?? null) === null) walk.departures.push({ kind: 'missing-field', path: [...walk.path, name] });
  }
  walk.around.push({ type, depth: walk.path.length });
  for (const name of Object.keys(value)) {
    walk.path.push(name);
    if (!Object.hasOwn(type.fields, name)) walk.departures.push(unknownField(name, type, walk));
    else checkPresent(value[name], type.fields[name] ?? 0, walk);
    walk.path.pop();
  }
  walk.around.pop();
}

function checkPresent(value: Json | undefined, type: number, walk: Walk): void {
  if (value !== null && value !== undefined) check(value, type, walk);
}

function checkValues(value: JsonObject, type: number, walk: Walk): void {
  for (const name of Object.keys(value)) {
    walk.path.push(name);
    checkPresent(value[name], type, walk);
    walk.path.pop();
  }
}

function checkItems(value: readonly Json[], type: number, walk: Walk): void {
  for (const [index, item] of value.entries()) {
    walk.path.push(index);
    check(item, type, walk);
    walk.path.pop();
  }
}

function checkEnum(value: Json, supported: readonly string[], walk: Walk): void {
  if (typeof value !== 'string') wrongType(value, 'string', walk);
  // The empty string is the API machinery's "not set".
  else if (value !== '' && !supported.includes(value)) {
    walk.departures.push({ kind: 'unsupported-value', path: [...walk.path], value, supported });
  }
}

function checkLeaf(value: Json, type: Leaf, walk: Walk): void {
  const { expected, isType, isValid } = leafRules[type];
  if (!isType(value)) wrongType(value, expected, walk);
  else if (isValid && !isValid(value)) {
    walk.departures.push({
      kind: 'invalid-value',
      path: [...walk.path],
      value: value as string | number,
      expected: type,
    });
  }
}

function unknownField(name: string, type: ObjectType, { path, around }: Walk): Departure {
  // Most such mistakes are two spaces too many: the nearest object further out may have the field.
  const outer = around.slice(0, -1).findLast(({ type: { fields } }) => Object.hasOwn(fields, name));
  const known = Object.keys(type.fields);
  return { kind: 'unknown-field', path: [...path], known, ...(outer && { belongsTo: path.slice(0, outer.depth) }) };
}

function wrongType(value: Json, expected: string, { departures, path }: Walk): void {
  departures.push({ kind: 'wrong-type', path: [...path], expected, value });
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
