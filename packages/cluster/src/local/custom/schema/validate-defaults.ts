import type { FieldErrors, FieldPath } from '@outrigger/pod';
import { isSame } from '../../object/is-same.ts';
import { validateRules } from '../rules/validate-rules.ts';
import { entriesOf, itemsOf, type JsonSchema } from './json-schema.ts';
import { pruned } from './pruned.ts';
import { validateLists } from './validate-lists.ts';
import { validateValueAt } from './validate-value.ts';

/** Adds defaults that are not what their own schema allows (pkg/apiserver/schema/defaulting/validation.go@1.36). */
export function validateDefaults(schema: JsonSchema, path: FieldPath, errors: FieldErrors): void {
  const { properties = {} } = schema;
  if (schema.default !== undefined) checkDefault(schema, path.child('default'), errors);
  const items = itemsOf(schema);
  const entries = entriesOf(schema);
  if (entries) validateDefaults(entries, path.child('additionalProperties'), errors);
  if (items) validateDefaults(items, path.child('items'), errors);
  for (const key of Object.keys(properties).sort()) {
    const own = properties[key];
    if (own) validateDefaults(own, path.child('properties').key(key), errors);
  }
}

function checkDefault(schema: JsonSchema, path: FieldPath, errors: FieldErrors): void {
  const { default: value } = schema;
  if (!isSame(pruned(value, schema, false).value, value)) {
    errors.invalid(path, value, 'must not have unknown fields');
    return;
  }
  const place = path.toString();
  const found = validateValueAt(place, value, { schema });
  const problems = [...found, ...validateLists(value, schema, place)];
  errors.list.push(...problems);
  if (problems.length > 0) return;
  errors.list.push(...validateRules(value, schema, { path: place, isResource: false, warn: () => undefined }));
}
