import type { ApiAnswer } from '../answer/api-answer.ts';
import { methodNotSupported } from '../answer/refusal.ts';
import type { Call } from '../world.ts';

/** PATCH of an object. */
export function patchObject(_call: Call): ApiAnswer {
  throw methodNotSupported();
}
