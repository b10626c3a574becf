import type { ApiObject } from '../object/api-object.ts';
import { apiVersionOf } from '../resource/registry.ts';
import type { Resource } from '../resource/resource.ts';

/** Where an object is kept. */
export function keyOf(resource: Resource, namespace: string, name: string): string {
  return resource.isNamespaced ? `${namespace}/${name}` : name;
}

/** A kept object as a resource shows it: kind and version first, as the real server writes it. */
export function readAs(resource: Resource, stored: ApiObject): ApiObject {
  const { apiVersion: _version, kind: _kind, ...rest } = resource.conversion?.fromStored(stored) ?? stored;
  return { kind: resource.kind, apiVersion: apiVersionOf(resource), ...rest };
}
