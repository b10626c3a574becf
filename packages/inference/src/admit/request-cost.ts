import type { InferenceRequest } from '../inference-request.ts';

/**
 * What a request costs, in tokens: its prompt, and the answer that its client allows. Who allows more than it needs pays for
 * more, until the response tells; who allows nothing is taken to need a short answer.
 */
export function requestCost({ promptTokens, maxTokens }: Pick<InferenceRequest, 'promptTokens' | 'maxTokens'>): number {
  return Math.min(MOST_COST, Math.max(1, promptTokens + Math.max(0, maxTokens ?? GUESSED_ANSWER)));
}

/** No request counts for more: C of the proofs in docs/inference/admission.md. Four million tokens are above any model's context. */
export const MOST_COST = 4_194_304;

const GUESSED_ANSWER = 256;
