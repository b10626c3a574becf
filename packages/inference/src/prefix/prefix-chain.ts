/**
 * The hashes of a prompt's blocks, each over the block and the hash before it, so that two prompts share a hash exactly as
 * far as they share their beginning. Two words of 32 bits a block: numbers of 64 bits would be objects in JavaScript.
 */
export interface PrefixChain {
  /** Low and high word of block 0, of block 1, … */
  readonly words: Int32Array;
  readonly blocks: number;
  /** Size of a block in tokens. */
  readonly blockTokens: number;
}

/** No prompt. */
export const NO_PREFIX: PrefixChain = { words: new Int32Array(0), blocks: 0, blockTokens: 64 };
