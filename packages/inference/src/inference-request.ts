import type { PrefixChain } from './prefix/prefix-chain.ts';

/** What scheduling needs to know of a request; the rest of its bytes goes past. */
export interface InferenceRequest {
  readonly id: string;
  /** The model as the client asked for it. */
  readonly model: string;
  /** The model, or adapter, that is asked of the server, after rewrites and weighted splits. */
  readonly target: string;
  /** Higher is served first; below 0 may be shed. Critical = 1, Standard = 0, Sheddable = -1 where the pool has criticalities. */
  readonly priority: number;
  /** Whose request it is, for fairness. */
  readonly tenant: string;
  /** Estimated from bytes: four a token, as upstream's tokenizer-free estimate (llm-d-router, C4 of the reference). */
  readonly promptTokens: number;
  /** What the client allows to be generated; undefined when it does not say. */
  readonly maxTokens: number | undefined;
  /** By their names in lower case, for policies that are steered by them; left out where there are none. */
  readonly headers?: ReadonlyMap<string, string>;
  /** The hashes of the prompt's blocks. */
  readonly prefix: PrefixChain;
}
