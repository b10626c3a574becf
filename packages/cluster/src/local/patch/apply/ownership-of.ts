import type { ApiObject } from '../../object/api-object.ts';
import { apiVersionOf } from '../../resource/registry.ts';
import type { Resource } from '../../resource/resource.ts';
import { kindType } from '../../schema/kind-type.ts';
import type { ValueType } from '../../schema/value-type.ts';
import type { Call } from '../../world.ts';
import type { Writing } from '../../write/writing.ts';
import type { JsonMap, JsonValue } from '../json-value.ts';
import { insertField, newSet } from './field-set.ts';
import { fieldElement } from './path-element.ts';
import { resetFields } from './reset-fields.ts';
import type { Ownership } from './settle-owners.ts';

/** What the rules of ownership need to know of the objects of a request; undefined for kinds without a structure. */
export function ownershipOf({ call, rules }: Writing): Ownership | undefined {
  const { resource, info } = call;
  const version = apiVersionOf(resource);
  if (structureOf(resource) === undefined) return undefined;
  const reset = newSet();
  for (const path of resetFields(resource, info.subresource, rules)) {
    insertField(reset, path.split('.').map(fieldElement));
  }
  return {
    version,
    reset,
    inVersion(object, wanted) {
      const other = wanted === version ? resource : versionOf(call, wanted);
      const type = other && structureOf(other);
      if (other === undefined || type === undefined) return undefined;
      return { value: other === resource ? object : converted(object, resource, other), type };
    },
  };
}

function structureOf(resource: Resource): ValueType | undefined {
  return resource.custom?.type ?? kindType(apiVersionOf(resource), resource.kind);
}

function versionOf({ world, resource }: Call, apiVersion: string): Resource | undefined {
  const other = world.registry.ofKind(apiVersion, resource.kind);
  return other?.bucket === resource.bucket ? other : undefined;
}

function converted(object: JsonValue, from: Resource, to: Resource): JsonValue {
  const stored = from.conversion?.toStored(object as ApiObject) ?? (object as ApiObject);
  const shown = to.conversion?.fromStored(stored) ?? stored;
  return { ...shown, apiVersion: apiVersionOf(to), kind: to.kind } as JsonMap;
}
