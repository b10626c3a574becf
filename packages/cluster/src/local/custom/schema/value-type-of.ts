import { structType } from '../../schema/kind-type.ts';
import type { Field, ListMerging, ValueType } from '../../schema/value-type.ts';
import { entriesOf, itemsOf, type JsonSchema } from './json-schema.ts';

/** The type of a custom object, for apply: its own schema, with the metadata that all objects have. */
export function customType(schema: JsonSchema): ValueType {
  const type = valueTypeOf({ type: 'object', ...schema });
  if (type.is !== 'struct') return withMetadata(new Map(), anything);
  return withMetadata(type.fields, type.others);
}

/** The type that a schema describes (kube-openapi pkg/schemaconv/openapi.go, as managedfields reads it@1.36). */
function valueTypeOf(schema: JsonSchema): ValueType {
  if (schema['x-kubernetes-int-or-string']) return { is: 'leaf', leaf: 'IntOrString' };
  const keepsUnknown = schema['x-kubernetes-preserve-unknown-fields'] === true;
  switch (schema.type) {
    case 'array': {
      const items = itemsOf(schema);
      return { is: 'list', items: items === undefined ? anything : valueTypeOf(items), merging: mergingOf(schema) };
    }
    case 'object': {
      const isAtomic = schema['x-kubernetes-map-type'] === 'atomic';
      const entries = entriesOf(schema);
      const others =
        entries === undefined
          ? keepsUnknown || schema.additionalProperties === true
            ? anything
            : undefined
          : valueTypeOf(entries);
      if (schema.properties === undefined && others !== undefined) return { is: 'map', values: others, isAtomic };
      const fields = new Map<string, Field>(
        Object.entries(schema.properties ?? {}).map(([name, own]) => [name, { type: valueTypeOf(own) }]),
      );
      if (schema['x-kubernetes-embedded-resource']) return withMetadata(fields, others, isAtomic);
      return { is: 'struct', name: '', fields, isAtomic, ...(others && { others }) };
    }
    case 'string':
      return { is: 'leaf', leaf: 'string' };
    case 'integer':
      return { is: 'leaf', leaf: 'int64' };
    case 'number':
      return { is: 'leaf', leaf: 'float64' };
    case 'boolean':
      return { is: 'leaf', leaf: 'bool' };
    default:
      return anything;
  }
}

const anything: ValueType = { is: 'leaf', leaf: 'any' };

function mergingOf(schema: JsonSchema): ListMerging {
  const type = schema['x-kubernetes-list-type'];
  if (type === 'set') return { by: 'value' };
  if (type !== 'map') return { by: 'nothing' };
  const items = itemsOf(schema);
  const keys = schema['x-kubernetes-list-map-keys'] ?? [];
  return {
    by: 'keys',
    keys: keys.map((name) => ({ name, fallback: items?.properties?.[name]?.default as string | number | undefined })),
  };
}

function withMetadata(given: ReadonlyMap<string, Field>, others: ValueType | undefined, isAtomic = false): ValueType {
  const text: Field = { type: { is: 'leaf', leaf: 'string' } };
  const metadata = structType('meta.v1.ObjectMeta');
  const fields = new Map<string, Field>(given)
    .set('apiVersion', text)
    .set('kind', text)
    .set('metadata', { type: metadata ?? anything });
  return { is: 'struct', name: '', fields, isAtomic, ...(others && { others }) };
}
