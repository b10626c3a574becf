import type { ApiAnswer } from '../answer/api-answer.ts';
import { methodNotSupported } from '../answer/refusal.ts';
import type { Call } from '../world.ts';

/** PUT of an object. */
export function updateObject(_call: Call): ApiAnswer {
  throw methodNotSupported();
}
