import type { InFlight } from '../endpoint-state.ts';

/**
 * How many of the prompt tokens under way at a server it has computed by now. Servers take prompts in the order in which they come
 * and compute long ones in chunks, so it is what time was enough for since the first in line began, and never more than that
 * prompt: its first token has not come. `stepMs`: until the first token of a prompt that is held already.
 */
export function computedByNow(
  { headTokens = 0, headSince = 0 }: InFlight,
  now: number,
  stepMs: number,
  perTokenMs: number,
): number {
  return Math.min(headTokens, Math.max(0, now - headSince - STEPS * stepMs) / perTokenMs);
}

/**
 * A prompt begins when the step under way ends, and a short one is computed in one step with others: of what came so lately nothing
 * is known.
 */
const STEPS = 2;
