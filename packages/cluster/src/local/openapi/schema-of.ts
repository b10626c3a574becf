import type { Field, Leaf, StructType, ValueType } from '../schema/value-type.ts';
import { definitionName } from './definition-name.ts';
import { type FieldDocument, structDocument } from './read-documentation.ts';

/** A JSON schema. */
export type Schema = Readonly<Record<string, unknown>>;

/** How a version of OpenAPI points at definitions. */
export interface Dialect {
  readonly isV3: boolean;
  /** Is told of every definition that a schema needs. */
  readonly needs: (definition: string) => void;
}

/** The definition of a struct: its fields, which it needs, and how they are merged. */
export function schemaOf(type: StructType, dialect: Dialect): Schema {
  const document = structDocument(type.name);
  const required = [...(document?.fields ?? [])].flatMap(([name, { isRequired }]) => (isRequired ? name : []));
  const properties = [...type.fields].map(([name, field]) => [
    name,
    property(name, field, document?.fields.get(name), dialect),
  ]);
  return {
    ...(document?.description && { description: document.description }),
    type: 'object',
    ...(required.length > 0 && { required }),
    ...(properties.length > 0 && { properties: Object.fromEntries(properties) }),
    ...(type.isAtomic && { 'x-kubernetes-map-type': 'atomic' }),
  };
}

/** A pointer at a definition. */
export function reference(definition: string, { isV3, needs }: Dialect): Schema {
  needs(definition);
  return { $ref: `${isV3 ? '#/components/schemas/' : '#/definitions/'}${definition}` };
}

function property(
  name: string,
  { type, strategy }: Field,
  document: FieldDocument | undefined,
  dialect: Dialect,
): Schema {
  const description = document?.description || described[name];
  const choices = document?.choices ?? [];
  const schema = valueSchema(type, dialect);
  return {
    ...(description && { description }),
    // Beside a reference nothing counts in version 3.
    ...(dialect.isV3 && '$ref' in schema ? { allOf: [schema] } : schema),
    ...(choices.length > 0 && { enum: choices }),
    ...listFacts(type),
    ...patchFacts(strategy),
  };
}

function valueSchema(type: ValueType, dialect: Dialect): Schema {
  switch (type.is) {
    case 'leaf':
      return type.leaf in referred ? reference(referred[type.leaf] ?? '', dialect) : leaf(type.leaf);
    case 'list':
      return { type: 'array', items: valueSchema(type.items, dialect) };
    case 'map':
      return { type: 'object', additionalProperties: valueSchema(type.values, dialect) };
    case 'struct':
      return reference(definitionName(type.name), dialect);
  }
}

function leaf(kind: Leaf): Schema {
  switch (kind) {
    case 'string':
      return { type: 'string' };
    case 'bool':
      return { type: 'boolean' };
    case 'int32':
    case 'int64':
      return { type: 'integer', format: kind };
    case 'float64':
      return { type: 'number', format: 'double' };
    case '[]byte':
      return { type: 'string', format: 'byte' };
    default:
      return {};
  }
}

/** Leaves that have definitions of their own. */
const referred: Readonly<Partial<Record<Leaf, string>>> = {
  Time: 'io.k8s.apimachinery.pkg.apis.meta.v1.Time',
  MicroTime: 'io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime',
  Quantity: 'io.k8s.apimachinery.pkg.api.resource.Quantity',
  IntOrString: 'io.k8s.apimachinery.pkg.util.intstr.IntOrString',
};

function listFacts(type: ValueType): Schema {
  if (type.is === 'map') return type.isAtomic ? { 'x-kubernetes-map-type': 'atomic' } : {};
  if (type.is !== 'list') return {};
  switch (type.merging.by) {
    case 'keys':
      return {
        'x-kubernetes-list-type': 'map',
        'x-kubernetes-list-map-keys': type.merging.keys.map(({ name }) => name),
      };
    case 'value':
      return { 'x-kubernetes-list-type': 'set' };
    case 'nothing':
      return { 'x-kubernetes-list-type': 'atomic' };
  }
}

function patchFacts(strategy: Field['strategy']): Schema {
  if (strategy === undefined) return {};
  const words = [strategy.merges && 'merge', strategy.retainsKeys && 'retainKeys', strategy.replaces && 'replace'];
  return {
    ...(strategy.mergeKey !== undefined && { 'x-kubernetes-patch-merge-key': strategy.mergeKey }),
    'x-kubernetes-patch-strategy': words.filter(Boolean).join(','),
  };
}

/** What every kind says of these two (meta/v1 TypeMeta@1.36). */
const described: Readonly<Record<string, string>> = {
  apiVersion:
    'APIVersion defines the versioned schema of this representation of an object. Servers should convert recognized schemas to the latest internal value, and may reject unrecognized values. More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#resources',
  kind: 'Kind is a string value representing the REST resource this object represents. Servers may infer this from the endpoint the client submits requests to. Cannot be updated. In CamelCase. More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#types-kinds',
};
