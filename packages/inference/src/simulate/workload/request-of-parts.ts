import type { SimRequest } from '../sim-request.ts';
import { promptChain } from './prompt-chain.ts';

/** Tokens of a block of the workloads' prompts. */
export const BLOCK = 64;

/** A request of a workload, from the parts of its prompt. */
export function requestOfParts({ id, at, parts, outputTokens, adapter }: Asked): SimRequest {
  return {
    id,
    at,
    model: adapter ?? 'base',
    adapter,
    priority: 0,
    promptTokens: parts.reduce((sum, { tokens }) => sum + tokens, 0),
    parts,
    outputTokens,
    prefix: promptChain(adapter ?? '', parts, BLOCK),
  };
}

interface Asked extends Pick<SimRequest, 'id' | 'at' | 'parts' | 'outputTokens'> {
  readonly adapter?: string;
}
