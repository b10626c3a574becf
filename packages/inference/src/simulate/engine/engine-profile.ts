/** What a model on an accelerator costs, and how much it holds. Times in ms. */
export interface EngineProfile {
  readonly name: string;
  /** For which model and accelerator, and where the constants are from. */
  readonly source: string;
  /** Of every step of the batch. */
  readonly stepMs: number;
  /** For each request that decodes in the step. */
  readonly perSequenceMs: number;
  /** For each token held in the key-value cache by those. */
  readonly perKvTokenMs: number;
  /** For each prompt token computed in the step. */
  readonly perPromptTokenMs: number;
  /** Tokens of the key-value cache. */
  readonly kvTokens: number;
  /** Prompt tokens and decoded tokens of one step at most (vLLM: max_num_batched_tokens). */
  readonly mostBatchedTokens: number;
  /** vLLM: max_num_seqs. */
  readonly mostSequences: number;
  /** Adapters that may be loaded at once (vLLM: max_loras), and what loading one takes. */
  readonly mostAdapters: number;
  readonly adapterLoadMs: number;
}

/**
 * Llama-2-7B on an A100: constants of the simulation in gateway-api-inference-extension v0.4.0
 * (tools/simulations/llm_ig_simulation/src/constants.py), with prompts computed in chunks beside the batch as vLLM v1 does.
 */
export const LLAMA2_7B_A100: EngineProfile = {
  name: 'llama2-7b-a100',
  source: 'Llama-2-7B on one A100-40; GIE v0.4.0 tools/simulations/llm_ig_simulation/src/constants.py',
  stepMs: 14,
  perSequenceMs: 0.1026,
  perKvTokenMs: 5.353e-4,
  perPromptTokenMs: 6.769e-2,
  kvTokens: 2810 * 16,
  mostBatchedTokens: 512,
  mostSequences: 256,
  mostAdapters: 4,
  adapterLoadMs: 500,
};

/**
 * Llama-2-7B on one H100, the article's: from the data sheet (3.35 TB/s, 989 TFLOP/s dense), since nobody has published
 * constants. A step reads 13.5 GB of weights (4 ms) and has 1 ms of its own; a token in the cache is half a mebibyte, read at
 * four fifths of the bandwidth; a prompt token is 13.4 GFLOP at half of the peak. 0.9 of 80 GB, less weights and 2 GB.
 */
export const LLAMA2_7B_H100: EngineProfile = {
  name: 'llama2-7b-h100',
  source: "Llama-2-7B on one H100-80; worked out from the accelerator's data sheet, not measured",
  stepMs: 5,
  perSequenceMs: 0.02,
  perKvTokenMs: 1.95e-4,
  perPromptTokenMs: 0.027,
  kvTokens: 108_000,
  mostBatchedTokens: 2048,
  mostSequences: 256,
  mostAdapters: 4,
  adapterLoadMs: 300,
};

/** Qwen3-32B on two H100: 20,480 prompt tokens a second (llm-d blog, 2026-08-17), 307,328 tokens of cache (2025-09-24). */
export const QWEN3_32B_H100: EngineProfile = {
  name: 'qwen3-32b-h100',
  source:
    'Qwen3-32B, TP2 on H100-80; prefill rate and cache size as published by llm-d (blogs of 2025-09-24 and 2026-08-17)',
  stepMs: 12,
  perSequenceMs: 0.05,
  perKvTokenMs: 5e-5,
  perPromptTokenMs: 1000 / 20_480,
  kvTokens: 307_328,
  mostBatchedTokens: 8192,
  mostSequences: 256,
  mostAdapters: 4,
  adapterLoadMs: 800,
};

/** All profiles. */
export const ENGINE_PROFILES: readonly EngineProfile[] = [LLAMA2_7B_A100, LLAMA2_7B_H100, QWEN3_32B_H100];
