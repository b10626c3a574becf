import { methodNotSupported } from '../../answer/refusal.ts';
import type { ApiObject } from '../../object/api-object.ts';
import type { Writing } from '../../write/writing.ts';

/** An object after a server-side apply. */
export function applyToObject(_writing: Writing, _old: ApiObject | undefined): ApiObject {
  throw methodNotSupported();
}
