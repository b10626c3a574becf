import { FieldErrors, type FieldPath, formatFieldError } from '@outrigger/pod';
import { isSame } from '../../object/is-same.ts';
import { SERVER } from '../../resource/rules/collect-errors.ts';
import { checkComplete } from './check-complete.ts';
import { goRegExp } from './go-reg-exp.ts';
import { itemsOf, type JsonSchema } from './json-schema.ts';

/** Adds what keeps a schema from being structural, sorted as upstream does it (ValidateStructural in pkg/apiserver/schema/validation.go@1.36). */
export function validateStructure(schema: JsonSchema, path: FieldPath, errors: FieldErrors): void {
  const found = new FieldErrors(SERVER.minor);
  checkInvariants(schema, 'root', { path, errors: found });
  checkComplete(schema, schema, { spine: path, path, errors: found });
  const sorted = found.list.map((error) => ({ error, text: formatFieldError(error) }));
  errors.list.push(
    ...sorted.sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0)).map(({ error }) => error),
  );
}

type Level = 'root' | 'item' | 'field';

interface Place {
  readonly path: FieldPath;
  readonly errors: FieldErrors;
}

const EMPTY: Readonly<Record<Level, string>> = {
  root: 'must not be empty at the root',
  item: 'must not be empty for specified array items',
  field: 'must not be empty for specified object fields',
};

function checkInvariants(schema: JsonSchema, level: Level, { path, errors }: Place): void {
  const { type = '', properties = {}, additionalProperties: entries } = schema;
  const items = itemsOf(schema);
  const isEmbedded = schema['x-kubernetes-embedded-resource'] === true;
  const keepsUnknown = schema['x-kubernetes-preserve-unknown-fields'] === true;
  const isIntOrString = schema['x-kubernetes-int-or-string'] === true;
  if (type === 'array' && items === undefined) errors.required(path.child('items'), 'must be specified');
  if (items) checkInvariants(items, 'item', { path: path.child('items'), errors });
  for (const [key, own] of Object.entries(properties)) {
    checkInvariants(own, 'field', { path: path.child('properties').key(key), errors });
  }
  if (entries !== undefined) {
    if (level === 'root') errors.forbidden(path.child('additionalProperties'), 'must not be used at the root');
    if (typeof entries === 'object')
      checkInvariants(entries, 'field', { path: path.child('additionalProperties'), errors });
  }
  if (isIntOrString && keepsUnknown) {
    const why = 'must be false if x-kubernetes-int-or-string is true';
    errors.invalid(path.child('x-kubernetes-preserve-unknown-fields'), true, why);
  }
  if (isIntOrString && isEmbedded) {
    const why = 'must be false if x-kubernetes-int-or-string is true';
    errors.invalid(path.child('x-kubernetes-embedded-resource'), true, why);
  }
  checkValidation(
    schema,
    { path, errors },
    { skipsAny: isIntOrStringPattern(schema.anyOf), skipsFirst: isIntOrStringPattern(schema.allOf?.[0]?.anyOf) },
  );
  if (isEmbedded && type !== 'object') {
    const why = 'must be object if x-kubernetes-embedded-resource is true';
    if (type === '') errors.required(path.child('type'), why);
    else errors.invalid(path.child('type'), type, why);
  } else if (type === '' && !isIntOrString && !keepsUnknown) errors.required(path.child('type'), EMPTY[level]);
  if (isEmbedded && entries !== undefined) {
    errors.forbidden(path.child('additionalProperties'), 'must not be used if x-kubernetes-embedded-resource is set');
  }
  if (level === 'root' && type !== '' && type !== 'object')
    errors.invalid(path.child('type'), type, 'must be object at the root');
  checkMeta(schema, level, { path, errors });
  if (isEmbedded && !keepsUnknown && Object.keys(properties).length === 0) {
    const why =
      'must not be empty if x-kubernetes-embedded-resource is true without x-kubernetes-preserve-unknown-fields';
    errors.required(path.child('properties'), why);
  }
}

function checkMeta(schema: JsonSchema, level: Level, { path, errors }: Place): void {
  const { kind, apiVersion, metadata } = schema.properties ?? {};
  const isObject = level === 'root' || schema['x-kubernetes-embedded-resource'] === true;
  const place = (key: string) => path.child('properties').key(key);
  if (isObject && kind && kind.type !== 'string')
    errors.invalid(place('kind').child('type'), kind.type ?? '', 'must be string');
  if (isObject && apiVersion && apiVersion.type !== 'string') {
    errors.invalid(place('apiVersion').child('type'), apiVersion.type ?? '', 'must be string');
  }
  if (metadata === undefined) return;
  if (isObject && metadata.type !== 'object') {
    errors.invalid(place('metadata').child('type'), metadata.type ?? '', 'must be object');
  }
  if (level !== 'root') return;
  const { properties = {}, type: _type, default: _default, ...rest } = metadata;
  const isNamesOnly = Object.keys(properties).every((key) => key === 'name' || key === 'generateName');
  if (!isNamesOnly || Object.keys(rest).length > 0) {
    errors.forbidden(
      place('metadata'),
      'must not specify anything other than name and generateName, but metadata is implicitly specified',
    );
  }
}

function isIntOrStringPattern(anyOf: readonly JsonSchema[] | undefined): boolean {
  return anyOf?.length === 2 && isSame(anyOf, [{ type: 'integer' }, { type: 'string' }]);
}

function checkValidation(
  schema: JsonSchema,
  { path, errors }: Place,
  { skipsAny = false, skipsFirst = false }: { readonly skipsAny?: boolean; readonly skipsFirst?: boolean } = {},
): void {
  const nested = (list: readonly JsonSchema[] | undefined, name: string): void => {
    for (const [at, one] of (list ?? []).entries()) checkNested(one, { path: path.child(name).index(at), errors });
  };
  if (!skipsAny) nested(schema.anyOf, 'anyOf');
  for (const [at, one] of (schema.allOf ?? []).entries()) {
    checkNested(one, { path: path.child('allOf').index(at), errors }, { skipsAny: skipsFirst && at === 0 });
  }
  nested(schema.oneOf, 'oneOf');
  if (schema.not) checkNested(schema.not, { path: path.child('not'), errors });
  const { pattern = '' } = schema;
  if (pattern !== '' && goRegExp(pattern) === undefined) {
    const why = `must be a valid regular expression, but isn't: error parsing regexp: ${regExpProblem(pattern)}`;
    errors.invalid(path.child('pattern'), pattern, why);
  }
}

/** Go's words for the faults that people make. */
function regExpProblem(pattern: string): string {
  if (/\((?!.*\))/.test(pattern)) return `missing closing ): \`${pattern}\``;
  const open = pattern.lastIndexOf('[');
  if (open >= 0 && !pattern.slice(open).includes(']')) return `missing closing ]: \`${pattern.slice(open)}\``;
  const repeated = /^[*+?]/.exec(pattern);
  return repeated
    ? `missing argument to repetition operator: \`${repeated[0]}\``
    : `invalid or unsupported Perl syntax: \`${pattern}\``;
}

function checkNested(
  schema: JsonSchema,
  { path, errors }: Place,
  { skipsAny = false }: { readonly skipsAny?: boolean } = {},
): void {
  checkValidation(schema, { path, errors }, { skipsAny });
  const items = itemsOf(schema);
  if (items) checkNested(items, { path: path.child('items'), errors });
  for (const [key, own] of Object.entries(schema.properties ?? {})) {
    checkNested(own, { path: path.child('properties').key(key), errors });
  }
  for (const [name, why, isThere] of FORBIDDEN) if (isThere(schema)) errors.forbidden(path.child(name), why);
  if (schema.properties?.metadata) {
    errors.forbidden(path.child('properties').key('metadata'), 'must not be specified in a nested context');
  }
}

type Forbidden = readonly [name: string, why: string, isThere: (schema: JsonSchema) => boolean];

const EMPTY_WORDS = 'must be empty to be structural';
const UNDEFINED_WORDS = 'must be undefined to be structural';
const FALSE_WORDS = 'must be false to be structural';

/** What may not stand inside of `allOf`, `anyOf`, `oneOf` and `not`. */
const FORBIDDEN: readonly Forbidden[] = [
  ['type', EMPTY_WORDS, ({ type = '' }) => type !== ''],
  ['additionalProperties', UNDEFINED_WORDS, ({ additionalProperties }) => additionalProperties !== undefined],
  ['default', UNDEFINED_WORDS, (schema) => schema.default !== undefined],
  ['title', EMPTY_WORDS, ({ title = '' }) => title !== ''],
  ['description', EMPTY_WORDS, ({ description = '' }) => description !== ''],
  ['nullable', FALSE_WORDS, ({ nullable }) => nullable === true],
  ...(['preserve-unknown-fields', 'embedded-resource', 'int-or-string'] as const).map((name): Forbidden => {
    return [`x-kubernetes-${name}`, FALSE_WORDS, (schema) => schema[`x-kubernetes-${name}`] === true];
  }),
  ['x-kubernetes-list-map-keys', EMPTY_WORDS, (schema) => (schema['x-kubernetes-list-map-keys'] ?? []).length > 0],
  ['x-kubernetes-list-type', UNDEFINED_WORDS, (schema) => schema['x-kubernetes-list-type'] !== undefined],
  ['x-kubernetes-map-type', UNDEFINED_WORDS, (schema) => schema['x-kubernetes-map-type'] !== undefined],
  ['x-kubernetes-validations', EMPTY_WORDS, (schema) => (schema['x-kubernetes-validations'] ?? []).length > 0],
];
