import type { ApiObject } from '../object/api-object.ts';
import { apiVersionOf } from '../resource/registry.ts';
import type { Resource } from '../resource/resource.ts';
import { asGoWrites } from './as-go-writes.ts';
import { kindType } from './kind-type.ts';

/** A new object of which nothing has been said: what is there all the same nobody comes to own. */
export function zeroObject(resource: Resource): ApiObject {
  const type = resource.custom === undefined ? kindType(apiVersionOf(resource), resource.kind) : undefined;
  return type === undefined ? {} : (asGoWrites({}, type) as ApiObject);
}
