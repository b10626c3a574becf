import type { PrefixChain } from '../prefix/prefix-chain.ts';
import type { PromptPart } from './workload/prompt-chain.ts';

/** A request of a workload, before anybody has served it. */
export interface SimRequest {
  readonly id: number;
  /** ms of virtual time at which the client sends it. */
  readonly at: number;
  readonly model: string;
  readonly adapter: string | undefined;
  readonly priority: number;
  readonly promptTokens: number;
  /** What the prompt is made of: enough to write it out. */
  readonly parts: readonly PromptPart[];
  readonly outputTokens: number;
  /** Blocks of the prompt, shared with other prompts as far as their beginnings are. */
  readonly prefix: PrefixChain;
}

/** What became of a request. Times in ms. */
export interface SimOutcome {
  readonly request: SimRequest;
  readonly endpoint: number;
  /** Undefined when it was refused. */
  readonly firstTokenAt: number | undefined;
  readonly endedAt: number | undefined;
  /** The endpoint has failed it. */
  readonly isFailed?: boolean;
  /** Tokens of the prompt that the engine had in its cache. */
  readonly cachedTokens: number;
}
