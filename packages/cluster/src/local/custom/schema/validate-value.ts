import { type FieldError, goQuote } from '@outrigger/pod';
import { isSame } from '../../object/is-same.ts';
import { type Correlated, isUnchanged, oldField, oldItem } from './correlated.ts';
import { hasFormat, numberFormats } from './formats.ts';
import { goRegExp } from './go-reg-exp.ts';
import { entriesOf, type Fields, isFields, isList, itemsOf, type JsonSchema } from './json-schema.ts';
import { numberProblems } from './number-problems.ts';
import { composite, problem } from './value-problem.ts';

/** Where a value stands, and what stood there before an update. */
export interface ValuePlace {
  readonly path: string;
  readonly old?: Correlated | undefined;
}

/**
 * What is wrong with a value by its schema, in the words of the real server (k8s.io/kube-openapi pkg/validation/validate, and
 * apiextensions-apiserver pkg/apiserver/validation@1.36). What was wrong already, and has not changed, is let through.
 */
export function validateValue(value: unknown, schema: JsonSchema, place: ValuePlace): readonly FieldError[] {
  return resultOf(value, schema, place).errors;
}

/** The same for a value within an object, as upstream does it: its words begin with the value, its place does not. */
export function validateValueAt(
  place: string,
  value: unknown,
  { schema, old }: { readonly schema: JsonSchema; readonly old?: Correlated | undefined },
): readonly FieldError[] {
  return validateValue(value, schema, { path: '', old }).map((error) => {
    const field = error.field === '<nil>' ? place : `${place}.${error.field}`;
    return { ...error, field, path: [field] };
  });
}

/** What upstream picks the best of several alternatives by. */
interface Result {
  readonly errors: readonly FieldError[];
  readonly matches: number;
}

function resultOf(value: unknown, schema: JsonSchema, place: ValuePlace): Result {
  const { path } = place;
  if (value === null) return counted([...typeProblems(value, schema, path), ...enumProblems(value, schema, path)], 1);
  const composed = composedOf(value, schema, place);
  const parts = [
    typeProblems(value, schema, path),
    composed.errors,
    ...(typeof value === 'string' ? [textProblems(value, schema, path), formatProblems(value, schema, path)] : []),
    ...(typeof value === 'number' ? [numberProblems(value, schema, path)] : []),
    ...(isList(value) ? [listProblems(value, schema, place)] : []),
    enumProblems(value, schema, path),
    ...(isFields(value) ? [fieldProblems(value, schema, place)] : []),
  ];
  const found = counted(parts.flat(), parts.filter((errors) => errors.length === 0).length + composed.matches);
  return isUnchanged(place.old, value) ? { ...found, errors: [] } : found;
}

function counted(errors: readonly FieldError[], matches: number): Result {
  return { errors, matches };
}

function typesOf(schema: JsonSchema): readonly string[] {
  if (schema['x-kubernetes-int-or-string']) return ['integer', 'string'];
  return schema.type === undefined || schema.type === '' ? [] : [schema.type];
}

function typeProblems(value: unknown, schema: JsonSchema, path: string): readonly FieldError[] {
  const types = typesOf(schema);
  const wanted = types.join(',');
  if (value === null) {
    if (types.length === 0 || schema.nullable) return [];
    return [problem('TypeInvalid', path, { value: 'null', detail: `must be of type ${wanted}: "null"` })];
  }
  const format = formatOf(schema);
  if (types.length === 0 && format === '') return [];
  const type = typeOf(value);
  const isNumeric = types.includes('number') || types.includes('integer');
  if (!isNumeric && format !== '' && (type === 'string' || type === 'array')) return [];
  if (types.includes(type) || (type === 'integer' && types.includes('number'))) return [];
  return [problem('TypeInvalid', path, { value: type, detail: `must be of type ${wanted}: ${goQuote(type)}` })];
}

function typeOf(value: unknown): string {
  if (isList(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}

/** What is not known is not looked at. */
function formatOf({ format = '', type = '' }: JsonSchema): string {
  if (type === 'integer' || type === 'number') return numberFormats.has(format) ? format : '';
  return (type === '' || type === 'string') && hasFormat(format, '') !== undefined ? format : '';
}

function textProblems(
  value: string,
  { maxLength, minLength, pattern }: JsonSchema,
  path: string,
): readonly FieldError[] {
  const length = [...value].length;
  if (maxLength !== undefined && length > maxLength) {
    return [
      { ...problem('TooLong', path, { value: '', detail: '' }), detail: `may not be more than ${maxLength} bytes` },
    ];
  }
  if (minLength !== undefined && length < minLength) {
    return [problem('Invalid', path, { value, detail: `should be at least ${minLength} chars long` })];
  }
  if (pattern && goRegExp(pattern)?.test(value) === false) {
    return [problem('Invalid', path, { value, detail: `should match '${pattern}'` })];
  }
  return [];
}

function formatProblems(value: string, schema: JsonSchema, path: string): readonly FieldError[] {
  const format = formatOf(schema);
  if (format === '' || numberFormats.has(format) || hasFormat(format, value) !== false) return [];
  return [problem('TypeInvalid', path, { value, detail: `must be of type ${format}: ${goQuote(value)}` })];
}

function enumProblems(value: unknown, schema: JsonSchema, path: string): readonly FieldError[] {
  const values = schema.enum ?? [];
  if (
    values.length === 0 ||
    values.some((one) => one === value || (value !== null && isSame(one, value) && typeof one === typeof value))
  )
    return [];
  const names = values.map((one) => goQuote(typeof one === 'string' ? one : JSON.stringify(one)));
  return [{ ...problem('NotSupported', path, { value, detail: '' }), detail: `supported values: ${names.join(', ')}` }];
}

function listProblems(list: readonly unknown[], schema: JsonSchema, { path, old }: ValuePlace): readonly FieldError[] {
  const { maxItems, minItems, uniqueItems } = schema;
  const items = itemsOf(schema);
  const found: FieldError[] = [];
  for (const [at, item] of list.entries()) {
    if (items) found.push(...validateValue(item, items, { path: `${path}[${at}]`, old: oldItem(old, item, schema) }));
  }
  if (minItems !== undefined && list.length < minItems) {
    found.push(problem('Invalid', path, { value: list.length, detail: `should have at least ${minItems} items` }));
  }
  if (maxItems !== undefined && list.length > maxItems) found.push(tooMany(path, list.length, maxItems));
  if (uniqueItems && list.some((item, at) => list.slice(0, at).some((other) => isSame(item, other)))) {
    found.push(problem('Invalid', path, { value: '', detail: "shouldn't contain duplicates" }));
  }
  return found;
}

function tooMany(path: string, value: number, max: number): FieldError {
  return { ...problem('TooMany', path, { value, detail: '' }), detail: `must have at most ${max} items` };
}

function fieldProblems(value: Fields, schema: JsonSchema, { path, old }: ValuePlace): readonly FieldError[] {
  const { properties = {}, required = [], minProperties, maxProperties, additionalProperties } = schema;
  const size = Object.keys(value).length;
  const below = (key: string): string => (path === '' ? key : `${path}.${key}`);
  const found: FieldError[] = [];
  if (minProperties !== undefined && size < minProperties) {
    found.push(problem('Invalid', path, { value: size, detail: `should have at least ${minProperties} properties` }));
  }
  if (maxProperties !== undefined && size > maxProperties) found.push(tooMany(path, size, maxProperties));
  for (const key of Object.keys(value).sort()) {
    if (Object.hasOwn(properties, key)) continue;
    const entries = entriesOf(schema);
    if (entries) found.push(...validateValue(value[key], entries, { path: `${path}.${key}`, old: oldField(old, key) }));
    else if (additionalProperties === false) {
      found.push(problem('Invalid', path, { value: key, detail: 'is a forbidden property', name: `${path}.${key}` }));
    }
  }
  for (const key of Object.keys(properties).sort()) {
    const own = properties[key];
    if (own === undefined || !Object.hasOwn(value, key)) continue;
    const isTold = path !== '' || (key !== 'kind' && key !== 'apiVersion');
    found.push(...validateValue(value[key], own, { path: below(key), old: isTold ? oldField(old, key) : undefined }));
  }
  for (const key of required) {
    if (!Object.hasOwn(value, key))
      found.push({ ...problem('Required', `${path}.${key}`, { value: '', detail: '' }), detail: '' });
  }
  return found;
}

/** `anyOf`, `oneOf`, `allOf` and `not`: of alternatives that all fail, the one that fits best is told. */
function composedOf(value: unknown, schema: JsonSchema, { path }: ValuePlace): Result {
  const found: FieldError[] = [];
  let matches = 0;
  const add = (result: Result | undefined): void => {
    found.push(...(result?.errors ?? []));
    matches += result?.matches ?? 0;
  };
  // What has not changed is let through as a whole, not alternative by alternative.
  const results = (alternatives: readonly JsonSchema[] = []) =>
    alternatives.map((one) => resultOf(value, one, { path }));
  const best = (all: readonly Result[]) => all.reduce((one, other) => (other.matches > one.matches ? other : one));
  const any = results(schema.anyOf);
  if (any.length > 0) {
    const fitting = any.find(isValid);
    if (fitting === undefined) found.push(composite(`${goQuote(path)} must validate at least one schema (anyOf)`));
    add(fitting ?? best(any));
  }
  const one = results(schema.oneOf);
  if (one.length > 0) {
    const fitting = one.filter(isValid);
    const count = fitting.length === 0 ? 'Found none valid' : `Found ${fitting.length} valid alternatives`;
    if (fitting.length !== 1) {
      found.push(composite(`${goQuote(path)} must validate one and only one schema (oneOf). ${count}`));
    }
    if (fitting.length < 2) add(fitting[0] ?? best(one));
  }
  const all = results(schema.allOf);
  for (const result of all) add(result);
  if (!all.every(isValid)) {
    const none = all.some(isValid) ? '' : '. None validated';
    found.push(composite(`${goQuote(path)} must validate all the schemas (allOf)${none}`));
  }
  if (schema.not && isValid(resultOf(value, schema.not, { path }))) {
    found.push(composite(`${goQuote(path)} must not validate the schema (not)`));
  }
  return { errors: found, matches };
}

function isValid({ errors }: Result): boolean {
  return errors.length === 0;
}
