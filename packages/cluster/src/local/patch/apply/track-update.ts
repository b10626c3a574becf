import type { ApiObject } from '../../object/api-object.ts';
import type { Writing } from '../../write/writing.ts';

/** An object with its managed fields as they are after an update. */
export function trackUpdate(_writing: Writing, _old: ApiObject | undefined, object: ApiObject): ApiObject {
  return object;
}
