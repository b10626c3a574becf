import type { ApiObject } from '../object/api-object.ts';
import { apiVersionOf } from '../resource/registry.ts';
import type { Resource } from '../resource/resource.ts';
import { withNulls } from './as-go-writes.ts';
import { kindType } from './kind-type.ts';

/** An object as it is kept and shown: with the nulls that Go writes. */
export function asKept(resource: Resource, object: ApiObject): ApiObject {
  const type = resource.custom === undefined ? kindType(apiVersionOf(resource), resource.kind) : undefined;
  return type === undefined ? object : (withNulls(object, type) as ApiObject);
}
