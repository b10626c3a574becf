import { isOwnGroup } from '../discovery/group-order.ts';
import { apiVersionOf } from '../resource/registry.ts';
import type { Resource } from '../resource/resource.ts';
import { structType } from '../schema/kind-type.ts';
import { kindDefinition, kindStruct } from './definition-name.ts';
import { type Dialect, reference, type Schema, schemaOf } from './schema-of.ts';
import { wellKnown } from './well-known.ts';

/** Definitions of the kinds of these resources and of everything that they are made of, by name. */
export function definitionsOf(
  resources: readonly Resource[],
  isV3: boolean,
  needed: readonly string[] = [],
): Readonly<Record<string, Schema>> {
  const made = new Map<string, Schema>();
  const waiting: string[] = [];
  const needs = (name: string): void => {
    if (!made.has(name) && !waiting.includes(name)) waiting.push(name);
  };
  const kinds = new Map(resources.flatMap((resource) => kindsOf(resource, { isV3, needs })));
  for (const name of [...kinds.keys(), ...needed]) needs(name);
  for (const name of waiting) made.set(name, kinds.get(name)?.() ?? wellKnown[name] ?? ofStruct(name, { isV3, needs }));
  return Object.fromEntries([...made].sort(([a], [b]) => (a < b ? -1 : 1)));
}

type Made = readonly [string, () => Schema];

/** A kind and its list, each with what says which kind it is. */
function kindsOf(resource: Resource, dialect: Dialect): readonly Made[] {
  const { group, version, kind, verbs } = resource;
  const name = kindDefinition(resource);
  const isKind = (kind: string) => ({ 'x-kubernetes-group-version-kind': [{ group, kind, version }] });
  const own: Made = [name, () => ({ ...kindSchema(resource, dialect), ...isKind(kind) })];
  if (!verbs.includes('list')) return [own];
  const items = { type: 'array', items: reference(name, dialect) };
  const list: Made = [`${name}List`, () => ({ ...listSchema(kind, items, dialect), ...isKind(`${kind}List`) })];
  return [own, list];
}

function kindSchema(resource: Resource, dialect: Dialect): Schema {
  if (!isOwnGroup(resource.group)) return customSchema(resource, dialect);
  const type = structType(kindStruct(resource));
  return type === undefined ? { type: 'object' } : schemaOf(type, dialect);
}

/** A custom kind has what its definition says, and what all objects have. */
function customSchema({ openApi = {} }: Resource, { isV3, needs }: Dialect): Schema {
  const { apiVersion, kind } = typeMeta(isV3);
  const metadata = isV3 ? { allOf: [reference(META, { isV3, needs })] } : reference(META, { isV3, needs });
  const given = isV3 ? openApi : withoutV3(openApi);
  // What keeps everything says nothing about it in version 2, or clients would refuse fields (apiextensions-apiserver controller/openapi/v2@1.36).
  const isOpen = !isV3 && openApi['x-kubernetes-preserve-unknown-fields'] === true;
  const properties = { ...(given.properties as Schema | undefined), apiVersion, kind, metadata };
  return { ...given, type: 'object', ...(isOpen ? { properties: undefined } : { properties }) };
}

function listSchema(kind: string, items: Schema, { isV3, needs }: Dialect): Schema {
  const { apiVersion, kind: kindProperty } = typeMeta(isV3);
  const metadata = reference(LIST_META, { isV3, needs });
  return {
    description: `${kind}List is a list of ${kind}.`,
    type: 'object',
    required: ['items'],
    properties: { apiVersion, items, kind: kindProperty, metadata: isV3 ? { allOf: [metadata] } : metadata },
  };
}

/** The two fields that say what an object is; they point at nothing. */
function typeMeta(isV3: boolean): { readonly apiVersion: Schema; readonly kind: Schema } {
  const options = ofStruct(DELETE_OPTIONS, { isV3, needs() {} });
  const { apiVersion = {}, kind = {} } = (options.properties ?? {}) as Readonly<Record<string, Schema>>;
  return { apiVersion, kind };
}

function ofStruct(definition: string, dialect: Dialect): Schema {
  const struct = definition.split('.').slice(-3).join('.');
  const type = structType(struct);
  return type === undefined ? { type: 'object' } : schemaOf(type, dialect);
}

/** Words of a definition's schema that version 2 does not have. */
const onlyV3: ReadonlySet<string> = new Set([
  'oneOf',
  'anyOf',
  'allOf',
  'not',
  'nullable',
  'default',
  'x-kubernetes-validations',
]);

function withoutV3(schema: Schema): Schema {
  const kept = Object.entries(schema).filter(([word]) => !onlyV3.has(word));
  return Object.fromEntries(kept.map(([word, value]) => [word, clean(word, value)]));
}

function clean(word: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (word === 'properties') {
    return Object.fromEntries(Object.entries(value).map(([name, schema]) => [name, withoutV3(schema as Schema)]));
  }
  return word === 'items' || word === 'additionalProperties' ? withoutV3(value as Schema) : value;
}

const META = 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta';
const LIST_META = 'io.k8s.apimachinery.pkg.apis.meta.v1.ListMeta';
const DELETE_OPTIONS = 'io.k8s.apimachinery.pkg.apis.meta.v1.DeleteOptions';

/** The document of a group and version, as `/openapi/v3` names it. */
export function documentPath({ group, version }: Pick<Resource, 'group' | 'version'>): string {
  return group === '' ? `api/${version}` : `apis/${apiVersionOf({ group, version })}`;
}
