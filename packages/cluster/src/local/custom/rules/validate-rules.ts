import { type FieldError, UNSHOWN } from '@outrigger/pod';
import { toCel } from '../../cel/to-cel.ts';
import { type Correlated, fieldSchema, isUnchanged, oldField, oldItem } from '../schema/correlated.ts';
import { isFields, isList, itemsOf, type JsonSchema, type ValidationRule } from '../schema/json-schema.ts';
import { compiledMessage, compiledRule, optionalOf, usesOldSelf } from './compiled-rule.ts';
import { withMetadata } from './with-metadata.ts';

/** Where a value stands in its object. */
export interface RulePlace {
  /** Empty for the object itself. */
  readonly path: string;
  readonly old?: Correlated | undefined;
  /** Whether it is an object with a name and a kind of its own. */
  readonly isResource: boolean;
  /** Hears of what is wrong and was so before. */
  readonly warn: (error: FieldError) => void;
}

/** Which of a schema's rules a value breaks, and those of everything in it (apiextensions-apiserver pkg/apiserver/schema/cel/validation.go@1.36). */
export function validateRules(value: unknown, schema: JsonSchema, place: RulePlace): readonly FieldError[] {
  if (value === null || value === undefined) return [];
  const { path, old } = place;
  const inside = { isResource: false, warn: place.warn };
  const found = [...brokenRules(value, schema, place)];
  for (const one of schema.allOf ?? []) {
    if (hasRules(one)) found.push(...validateRules(value, mergedWith(one, schema), { ...place, old: undefined }));
  }
  if (isList(value)) {
    const items = itemsOf(schema);
    for (const [at, item] of value.entries()) {
      if (items && hasRules(items)) {
        found.push(
          ...validateRules(item, items, {
            ...inside,
            ...embedded(items),
            path: `${path}[${at}]`,
            old: oldItem(old, item, schema),
          }),
        );
      }
    }
  } else if (isFields(value)) {
    for (const key of Object.keys(value).sort()) {
      const own = fieldSchema(schema, key);
      if (own === undefined || !hasRules(own)) continue;
      const isNamed = Object.hasOwn(schema.properties ?? {}, key);
      const at = isNamed ? (path === '' ? key : `${path}.${key}`) : `${path}[${key}]`;
      found.push(...validateRules(value[key], own, { ...inside, ...embedded(own), path: at, old: oldField(old, key) }));
    }
  }
  return found;
}

/** Whether a schema has a rule anywhere, so that values need not be walked in vain. */
function hasRules(schema: JsonSchema): boolean {
  const known = ruled.get(schema);
  if (known !== undefined) return known;
  const items = itemsOf(schema);
  const { additionalProperties: entries, properties = {}, allOf = [] } = schema;
  const has =
    (schema['x-kubernetes-validations']?.length ?? 0) > 0 ||
    (items !== undefined && hasRules(items)) ||
    (typeof entries === 'object' && hasRules(entries)) ||
    Object.values(properties).some(hasRules) ||
    allOf.some(hasRules);
  ruled.set(schema, has);
  return has;
}

const ruled = new WeakMap<JsonSchema, boolean>();

function embedded(schema: JsonSchema): { readonly isResource: boolean } {
  return { isResource: schema['x-kubernetes-embedded-resource'] === true };
}

/** Rules under `allOf` are about values whose types the schema around them has. */
function mergedWith(one: JsonSchema, { type, format }: JsonSchema): JsonSchema {
  return { ...(type && { type }), ...(format && { format }), ...one };
}

function brokenRules(
  value: unknown,
  schema: JsonSchema,
  { path, old, isResource, warn }: RulePlace,
): readonly FieldError[] {
  const rules = schema['x-kubernetes-validations'] ?? [];
  if (rules.length === 0) return [];
  const whole = isResource ? withMetadata(schema) : schema;
  const self = toCel(isResource ? shownPart(value) : value, whole);
  const hasOld = old !== undefined && old.value !== null && old.value !== undefined;
  const oldSelf = hasOld ? toCel(isResource ? shownPart(old.value) : old.value, whole) : undefined;
  const found: FieldError[] = [];
  for (const rule of rules) {
    const usesOld = usesOldSelf(rule.rule);
    if (usesOld && !hasOld && !rule.optionalOldSelf) continue;
    const run = compiledRule(rule);
    const shown = (detail: string): FieldError => errorAt(path, { badValue: schema.type ?? '', detail });
    if ('problem' in run) {
      found.push(shown(`rule compile error: ${run.problem}`));
      continue;
    }
    const variables = { self, ...(rule.optionalOldSelf ? { oldSelf: optionalOf(oldSelf) } : hasOld && { oldSelf }) };
    const outcome = run.run(variables);
    if ('failure' in outcome) {
      found.push(shown(runtimeWords(outcome.failure, rule)));
      continue;
    }
    if (outcome.value === true) continue;
    const at = rule.fieldPath ? `${path}${normalizedPath(rule.fieldPath)}`.replace(/^\./, '') : path;
    const badValue = schema.type === 'object' || schema.type === 'array' ? UNSHOWN : value;
    const error = errorForReason(at, { badValue, detail: detailOf(rule, variables) }, rule.reason);
    if (!usesOld && isUnchanged(old, value)) warn(error);
    else found.push(error);
  }
  return found;
}

/** Of the metadata of an object only its names can be seen. */
function shownPart(value: unknown): unknown {
  if (!isFields(value)) return value;
  const { metadata } = value;
  if (!isFields(metadata)) return value;
  const { name, generateName } = metadata;
  return {
    ...value,
    metadata: { ...(name !== undefined && { name }), ...(generateName !== undefined && { generateName }) },
  };
}

/** `.spec.x` and `['x']` as paths of fields are written. */
function normalizedPath(path: string): string {
  return path.replace(/\['((?:[^'\\]|\\.)*)'\]/g, (_, name: string) => `.${name.replace(/\\(.)/g, '$1')}`);
}

function detailOf(rule: ValidationRule, variables: Readonly<Record<string, unknown>>): string {
  if (rule.messageExpression) {
    const message = compiledMessage(rule);
    const outcome = message === undefined || 'problem' in message ? undefined : message.run(variables);
    if (outcome !== undefined && 'value' in outcome && typeof outcome.value === 'string') {
      const text = outcome.value.trim();
      if (text !== '' && !text.includes('\n') && Buffer.byteLength(text) <= 5 * 1024) return text;
    }
  }
  return rule.message ? rule.message.trim() : `failed rule: ${rule.rule.trim()}`;
}

function runtimeWords(failure: string, rule: ValidationRule): string {
  const named = rule.message ? rule.message.trim() : rule.rule.trim();
  if (failure.startsWith('no such overload')) {
    return `'${failure}': call arguments did not match a supported operator, function or macro signature for rule: ${named}`;
  }
  return `${failure} evaluating rule: ${named}`;
}

function errorAt(path: string, rest: Pick<FieldError, 'badValue' | 'detail'>): FieldError {
  const field = path === '' ? '<nil>' : path;
  return { type: 'Invalid', field, path: [field], ...rest };
}

function errorForReason(path: string, rest: Pick<FieldError, 'badValue' | 'detail'>, reason = ''): FieldError {
  const error = errorAt(path, rest);
  if (reason === 'FieldValueForbidden') return { ...error, type: 'Forbidden' };
  if (reason === 'FieldValueRequired') return { ...error, type: 'Required' };
  return reason === 'FieldValueDuplicate' ? { ...error, type: 'Duplicate', detail: '' } : error;
}
