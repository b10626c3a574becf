import type { PrefixChain } from './prefix-chain.ts';

/** Hashes a prompt while it streams by; nothing of it is kept. */
export interface PrefixHasher {
  /** Takes the next bytes of the prompt. */
  readonly take: (bytes: Uint8Array, from: number, to: number) => void;
  /**
   * The chain of all whole blocks so far; a last part that fills no block is left out, as engines leave it out. Engines key
   * their caches by adapter too, so the same words to another model share nothing – and the model is known last.
   */
  readonly chain: (model: string) => PrefixChain;
}

/** How a prompt is cut. */
export interface PrefixBlocks {
  /** Size of a block in tokens. */
  readonly blockTokens: number;
  /** Prompts are followed this far. */
  readonly mostBlocks: number;
}

/** Upstream's clamp and limit: blocks of 64 tokens, 131,072 tokens (llm-d-router approximateprefix, read at ebab687). */
export const PREFIX_BLOCKS: PrefixBlocks = { blockTokens: 64, mostBlocks: 2048 };

/** Bytes of a token, where nothing knows better. */
export const TOKEN_BYTES = 4;

/** A hasher for one prompt. */
export function hashPrefix({ blockTokens, mostBlocks }: PrefixBlocks = PREFIX_BLOCKS): PrefixHasher {
  const blockBytes = blockTokens * TOKEN_BYTES;
  let words = new Int32Array(64);
  let blocks = 0;
  let low = 0x9e3779b1 | 0;
  let high = 0x85ebca77 | 0;
  /** A block of which the end has not come yet. */
  let begun: DataView | undefined;
  let filled = 0;

  const takeBlock = (view: DataView, from: number) => {
    // Four lanes, as in xxHash: the processor works at them at the same time.
    let a = low;
    let b = high;
    let c = low ^ 0x27d4eb2f;
    let d = high ^ 0x165667b1;
    const end = from + blockBytes;
    for (let at = from; at < end; at += 16) {
      a = Math.imul(a ^ view.getInt32(at, true), 0x9e3779b1);
      b = Math.imul(b ^ view.getInt32(at + 4, true), 0x85ebca77);
      c = Math.imul(c ^ view.getInt32(at + 8, true), 0xc2b2ae3d);
      d = Math.imul(d ^ view.getInt32(at + 12, true), 0x27d4eb2f);
      a ^= a >>> 15;
      b ^= b >>> 15;
      c ^= c >>> 15;
      d ^= d >>> 15;
    }
    low = mixed(a + mixed(b ^ mixed(c + mixed(d))));
    high = mixed(d ^ mixed(c + mixed(b ^ mixed(a))));
    if (blocks * 2 === words.length) words = grown(words);
    words[blocks * 2] = low;
    words[blocks * 2 + 1] = high;
    blocks++;
  };

  return {
    take(bytes, from, to) {
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      let at = from;
      while (at < to && blocks < mostBlocks) {
        if (filled === 0 && to - at >= blockBytes) {
          takeBlock(view, at);
          at += blockBytes;
          continue;
        }
        const end = Math.min(to, at + blockBytes - filled);
        begun ??= new DataView(new ArrayBuffer(blockBytes));
        new Uint8Array(begun.buffer).set(bytes.subarray(at, end), filled);
        filled += end - at;
        at = end;
        if (filled < blockBytes) return;
        filled = 0;
        takeBlock(begun, 0);
      }
    },
    chain(model) {
      const seed = seedOf(model);
      const keyed = new Int32Array(blocks * 2);
      for (let i = 0; i < keyed.length; i++) keyed[i] = (words[i] as number) ^ seed;
      return { words: keyed, blocks, blockTokens };
    },
  };
}

function seedOf(model: string): number {
  let hash = 0x811c9dc5 | 0;
  for (let i = 0; i < model.length; i++) hash = Math.imul(hash ^ model.charCodeAt(i), 0x01000193);
  return mixed(hash);
}

/** The finaliser of MurmurHash3: every bit of the input reaches every bit of the output. */
function mixed(word: number): number {
  let x = word;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return x ^ (x >>> 16);
}

function grown(words: Int32Array): Int32Array<ArrayBuffer> {
  const more = new Int32Array(words.length * 2);
  more.set(words);
  return more;
}
