import type { FieldErrors, FieldPath } from '@outrigger/pod';
import { itemsOf, type JsonSchema } from './json-schema.ts';

interface Place {
  /** Where the value is described. */
  readonly spine: FieldPath;
  /** Where it is spoken of. */
  readonly path: FieldPath;
  readonly errors: FieldErrors;
}

/** Whatever `allOf`, `anyOf`, `oneOf` and `not` speak of has to be described outside of them (pkg/apiserver/schema/complete.go@1.36). */
export function checkComplete(nested: JsonSchema, schema: JsonSchema, { spine, path, errors }: Place): void {
  if (nested.not) checkNested(nested.not, schema, { spine, path: path.child('not'), errors });
  for (const name of ['allOf', 'anyOf', 'oneOf'] as const) {
    for (const [at, one] of (nested[name] ?? []).entries()) {
      checkNested(one, schema, { spine, path: path.child(name).index(at), errors });
    }
  }
}

function checkNested(nested: JsonSchema, schema: JsonSchema | undefined, { spine, path, errors }: Place): void {
  if (schema === undefined) {
    errors.required(spine, `because it is defined in ${path}`);
    return;
  }
  checkComplete(nested, schema, { spine, path, errors });
  const items = itemsOf(nested);
  if (items) checkNested(items, itemsOf(schema), { spine: spine.child('items'), path: path.child('items'), errors });
  for (const [key, own] of Object.entries(nested.properties ?? {})) {
    const places = { spine: spine.child('properties').key(key), path: path.child('properties').key(key), errors };
    checkNested(own, schema.properties?.[key], places);
  }
}
