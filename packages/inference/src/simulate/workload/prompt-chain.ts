import type { PrefixChain } from '../../prefix/prefix-chain.ts';

/** A part of a prompt: text of its own, of so many tokens; the same part is the same text. */
export interface PromptPart {
  readonly text: number;
  readonly tokens: number;
}

/** The chain of a prompt made of parts: the same beginnings for the same adapter give the same hashes, as engines have it. */
export function promptChain(adapter: string, parts: readonly PromptPart[], blockTokens: number): PrefixChain {
  const total = parts.reduce((sum, { tokens }) => sum + tokens, 0);
  const blocks = Math.floor(total / blockTokens);
  const words = new Int32Array(blocks * 2);
  let low = 1;
  for (let i = 0; i < adapter.length; i++) low = mixed(low ^ adapter.charCodeAt(i));
  let high = mixed(~low);
  let part = -1;
  let partEnd = 0;
  for (let block = 0; block < blocks; block++) {
    const end = (block + 1) * blockTokens;
    // Every part that has text in the block is of its hash.
    while (partEnd < end) {
      const next = parts[++part] as PromptPart;
      low = mixed(low ^ next.text);
      high = mixed(high + next.text);
      partEnd += next.tokens;
    }
    low = mixed(low + block);
    high = mixed(high ^ low);
    words[block * 2] = low;
    words[block * 2 + 1] = high;
  }
  return { words, blocks, blockTokens };
}

function mixed(word: number): number {
  let x = word | 0;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return x ^ (x >>> 16);
}
