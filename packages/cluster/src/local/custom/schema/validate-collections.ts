import type { FieldErrors, FieldPath } from '@outrigger/pod';
import { itemsOf, type JsonSchema } from './json-schema.ts';

/** Adds what is wrong with the types that a schema gives maps and lists (pkg/apis/apiextensions/validation@1.36). */
export function validateCollections(schema: JsonSchema, path: FieldPath, errors: FieldErrors): void {
  const { type = '' } = schema;
  const mapType = schema['x-kubernetes-map-type'];
  const listType = schema['x-kubernetes-list-type'];
  const needs = (wanted: string, by: string): void => {
    const why = `must be ${wanted} if ${by} is specified`;
    if (type === '') errors.required(path.child('type'), why);
    else errors.invalid(path.child('type'), type, why);
  };
  if (mapType !== undefined && type !== 'object') needs('object', 'x-kubernetes-map-type');
  if (mapType !== undefined && mapType !== 'atomic' && mapType !== 'granular') {
    errors.notSupportedText(path.child('x-kubernetes-map-type'), mapType, ['atomic', 'granular']);
  }
  if (listType !== undefined && type !== 'array') needs('array', 'x-kubernetes-list-type');
  else if (listType === 'set') checkSet(itemsOf(schema), path.child('items'), errors);
  if (listType !== undefined && !['atomic', 'set', 'map'].includes(listType)) {
    errors.notSupportedText(path.child('x-kubernetes-list-type'), listType, ['atomic', 'set', 'map']);
  }
  const keys = schema['x-kubernetes-list-map-keys'] ?? [];
  if (keys.length > 0 && listType !== 'map') {
    const why = 'must be map if x-kubernetes-list-map-keys is non-empty';
    if (listType === undefined) errors.required(path.child('x-kubernetes-list-type'), why);
    else errors.invalid(path.child('x-kubernetes-list-type'), listType, why);
  }
  if (listType === 'map') checkMap(schema, path, errors);
  if (listType === 'map' || listType === 'set') checkKeys(schema, path.child('items'), errors);
}

function checkSet(items: JsonSchema | undefined, path: FieldPath, errors: FieldErrors): void {
  if (items === undefined) return;
  const why = 'must be atomic as item of a list with x-kubernetes-list-type=set';
  const listType = items['x-kubernetes-list-type'];
  const mapType = items['x-kubernetes-map-type'];
  if (items.type === 'array' && listType !== undefined && listType !== 'atomic') {
    errors.invalid(path.child('x-kubernetes-list-type'), listType, why);
  }
  // Upstream shows the other field's value here.
  if (items.type === 'object' && mapType !== 'atomic')
    errors.invalid(path.child('x-kubernetes-map-type'), listType ?? null, why);
}

function checkMap(schema: JsonSchema, path: FieldPath, errors: FieldErrors): void {
  const keys = schema['x-kubernetes-list-map-keys'] ?? [];
  const items = itemsOf(schema);
  const place = path.child('x-kubernetes-list-map-keys');
  if (keys.length === 0) errors.required(place, 'must not be empty if x-kubernetes-list-type is map');
  if (items === undefined) errors.required(path.child('items'), 'must have a schema if x-kubernetes-list-type is map');
  else if (items.type !== 'object') {
    const why = "must be object if parent array's x-kubernetes-list-type is map";
    errors.invalid(path.child('items').child('type'), items.type ?? '', why);
  } else {
    for (const [at, key] of keys.entries()) {
      const own = items.properties?.[key];
      if (own === undefined) errors.invalid(place, keys, 'entries must all be names of item properties');
      else if (own.type === 'array' || own.type === 'object') {
        const why = "must be a scalar type if parent array's x-kubernetes-list-type is map";
        errors.invalid(path.child('items').child('properties').key(key).child('type'), items.type, why);
      }
      if (keys.indexOf(key) < at) errors.invalid(place, keys, 'must not contain duplicate entries');
    }
  }
}

/** validateMapListKeysMapSet@1.36. */
function checkKeys(schema: JsonSchema, path: FieldPath, errors: FieldErrors): void {
  const items = itemsOf(schema);
  if (items === undefined) return;
  const listType = schema['x-kubernetes-list-type'];
  if (items.nullable) {
    errors.forbidden(path.child('nullable'), `cannot be nullable when x-kubernetes-list-type is ${listType}`);
  }
  if (listType !== 'map') return;
  for (const key of schema['x-kubernetes-list-map-keys'] ?? []) {
    const own = items.properties?.[key];
    if (own === undefined) continue;
    const place = path.child('properties').key(key);
    const about = 'this property is in x-kubernetes-list-map-keys, so it';
    if (!items.required?.includes(key) && own.default === undefined) {
      errors.required(place.child('default'), `${about} must have a default or be a required property`);
    }
    if (own.nullable) errors.forbidden(place.child('nullable'), `${about} cannot be nullable`);
  }
}
