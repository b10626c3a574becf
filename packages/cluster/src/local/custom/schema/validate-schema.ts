import { FieldErrors, type FieldPath } from '@outrigger/pod';
import { product } from '../../cel/cost/range.ts';
import { SERVER } from '../../resource/rules/collect-errors.ts';
import { goSchema } from '../definition/go-versions.ts';
import { checkRuleExpressions, checkRules } from '../rules/check-rules.ts';
import { checkTotal, noCosts, type RuleCosts } from '../rules/rule-costs.ts';
import { eachSchema } from './each-schema.ts';
import { itemsOf, type JsonSchema } from './json-schema.ts';
import { validateCollections } from './validate-collections.ts';
import { validateDefaults } from './validate-defaults.ts';
import { validateStructure } from './validate-structure.ts';

/** Adds what is wrong with the schema of a version (validateCustomResourceDefinitionValidation in pkg/apis/apiextensions/validation@1.36). */
export function validateSchema(
  schema: JsonSchema,
  { path, hasStatus }: { readonly path: FieldPath; readonly hasStatus: boolean },
  errors: FieldErrors,
): void {
  if (hasStatus) checkRoot(schema, path, errors);
  if (schema.nullable) errors.forbidden(path.child('nullable'), 'nullable cannot be true at the root');
  const before = errors.list.length;
  const isStructural = canBeStructural(schema);
  if (isStructural) validateStructure(schema, path, errors);
  if (isStructural && errors.list.length === before) validateDefaults(schema, path, errors);
  const costs = noCosts();
  const found: Found = { schema: new FieldErrors(SERVER.minor), rules: new FieldErrors(SERVER.minor), costs };
  checkSchema(schema, {
    path,
    found,
    root: schema,
    checksRules: isStructural && errors.list.length === before,
    times: 1,
  });
  errors.list.push(...found.schema.list, ...found.rules.list);
  checkTotal(costs, path, errors);
}

/** What has no place in a structural schema is told by the checks below, and the structure is not looked at (NewStructural in pkg/apiserver/schema/convert.go@1.36). */
function canBeStructural(schema: JsonSchema): boolean {
  let can = true;
  eachSchema(schema, (one) => {
    if (Array.isArray(one.items) || UNSUPPORTED.some((name) => one[name] !== undefined)) can = false;
  });
  return can;
}

/** What may stand beside the fields of an object whose status is written apart. */
const AT_ROOT = [
  'Description',
  'Type',
  'Format',
  'Title',
  'Maximum',
  'ExclusiveMaximum',
  'Minimum',
  'ExclusiveMinimum',
  'MaxLength',
  'MinLength',
  'Pattern',
  'MaxItems',
  'MinItems',
  'UniqueItems',
  'MultipleOf',
  'Required',
  'Items',
  'Properties',
  'ExternalDocs',
  'Example',
  'XPreserveUnknownFields',
  'XValidations',
];

function checkRoot(schema: JsonSchema, path: FieldPath, errors: FieldErrors): void {
  for (const [name, value] of Object.entries(schema)) {
    if (value === undefined || value === false) continue;
    if (name === 'type') {
      if (value === 'object') continue;
      const why = 'only "object" is allowed as the type at the root of the schema if the status subresource is enabled';
      errors.invalid(path.miscalled('.type', 'type'), value, why);
      return;
    }
    if (AT_ROOT.some((one) => goName(one) === name)) continue;
    const why = `only [${AT_ROOT.join(' ')}] fields are allowed at the root of the schema if the status subresource is enabled`;
    errors.invalid(path, goSchema(schema), why);
    return;
  }
}

function goName(name: string): string {
  if (name === 'XPreserveUnknownFields') return 'x-kubernetes-preserve-unknown-fields';
  return name === 'XValidations' ? 'x-kubernetes-validations' : `${name[0]?.toLowerCase()}${name.slice(1)}`;
}

interface Found {
  readonly schema: FieldErrors;
  readonly rules: FieldErrors;
  readonly costs: RuleCosts;
}

interface Place {
  readonly path: FieldPath;
  readonly found: Found;
  readonly root: JsonSchema;
  readonly checksRules: boolean;
  /** How often values may be there, by the limits of the lists and maps around; undefined where one has none. */
  readonly times: number | undefined;
  readonly forbidsDefaults?: string;
  readonly isInMetadata?: boolean;
  /** Below here nothing can be compared with what it was. */
  readonly uncorrelated?: FieldPath | undefined;
}

const TYPES = ['array', 'boolean', 'integer', 'number', 'object', 'string'];

/** ValidateCustomResourceDefinitionOpenAPISchema@1.36. */
function checkSchema(schema: JsonSchema, place: Place): void {
  const { path, found, root } = place;
  const errors = found.schema;
  const before = errors.list.length;
  checkStandard(schema, place);
  if (schema.uniqueItems) {
    errors.forbidden(
      path.child('uniqueItems'),
      'uniqueItems cannot be set to true since the runtime complexity becomes quadratic',
    );
  }
  const { additionalProperties: entries, properties = {} } = schema;
  if (entries !== undefined && Object.keys(properties).length > 0 && entries !== true) {
    errors.forbidden(path.child('additionalProperties'), 'additionalProperties and properties are mutual exclusive');
  }
  if (typeof entries === 'object') {
    const forbidden = place.isInMetadata && {
      forbidsDefaults: 'inside additionalProperties applying to object metadata',
    };
    const times = countedTimes(place.times, schema.maxProperties);
    checkSchema(entries, { ...place, ...forbidden, path: path.child('additionalProperties'), times });
  }
  const isObject = schema === root || schema['x-kubernetes-embedded-resource'] === true;
  const isWhole = schema['x-kubernetes-map-type'] === 'atomic';
  for (const key of Object.keys(properties).sort()) {
    const own = properties[key];
    if (own === undefined) continue;
    const isMeta = isObject && META.has(key);
    checkSchema(own, {
      ...place,
      path: path.child('properties').key(key),
      ...(isMeta && { isInMetadata: true }),
      ...(isMeta && schema === root && { forbidsDefaults: `in top-level ${key}` }),
      uncorrelated: place.uncorrelated ?? (isWhole ? path : undefined),
    });
  }
  const nested = { ...place, checksRules: false };
  if (schema.not) checkSchema(schema.not, { ...nested, path: path.child('not') });
  for (const name of ['allOf', 'oneOf', 'anyOf'] as const) {
    for (const [at, one] of (schema[name] ?? []).entries()) {
      checkSchema(one, { ...nested, path: path.child(name).index(at) });
    }
  }
  const items = itemsOf(schema);
  const isMapList = schema['x-kubernetes-list-type'] === 'map';
  if (items) {
    const uncorrelated = place.uncorrelated ?? (isMapList ? undefined : path);
    const times = countedTimes(place.times, schema.maxItems);
    checkSchema(items, { ...place, path: path.child('items'), uncorrelated, times });
  }
  if (schema['x-kubernetes-preserve-unknown-fields'] === false) {
    errors.invalid(path.child('x-kubernetes-preserve-unknown-fields'), false, 'must be true or undefined');
  }
  validateCollections(schema, path, errors);
  checkRules(schema, path, errors);
  if (place.checksRules && errors.list.length === before) {
    const { uncorrelated, times } = place;
    const given = { path, uncorrelated, isResource: isObject, times, costs: found.costs };
    checkRuleExpressions(schema, given, found.rules);
  }
}

function countedTimes(times: number | undefined, most: number | undefined): number | undefined {
  return times === undefined || most === undefined ? undefined : product(times, Math.max(0, most));
}

const META: ReadonlySet<string> = new Set(['metadata', 'kind', 'apiVersion']);

/** specStandardValidatorV3.validate@1.36. */
function checkStandard(schema: JsonSchema, { path, found, forbidsDefaults, isInMetadata }: Place): void {
  const errors = found.schema;
  const { type = '' } = schema;
  if (type !== '' && !TYPES.includes(type)) errors.notSupportedText(path.child('type'), type, TYPES);
  if (schema.default !== undefined && forbidsDefaults !== undefined) {
    errors.forbidden(path.child('default'), `must not be set ${forbidsDefaults}`);
  }
  for (const name of UNSUPPORTED) {
    if (schema[name] !== undefined) errors.forbidden(path.child(name), `${name} is not supported`);
  }
  if (type === 'null') {
    errors.forbidden(path.child('type'), 'type cannot be set to null, use nullable as an alternative');
  }
  if (Array.isArray(schema.items))
    errors.forbidden(path.child('items'), 'items must be a schema object and not an array');
  if (isInMetadata && schema['x-kubernetes-embedded-resource']) {
    errors.forbidden(path.child('x-kubernetes-embedded-resource'), 'must not be used inside of resource meta');
  }
}

const UNSUPPORTED = ['id', 'additionalItems', 'patternProperties', 'definitions', 'dependencies', '$ref'] as const;
