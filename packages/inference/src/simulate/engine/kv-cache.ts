import type { PrefixChain } from '../../prefix/prefix-chain.ts';

/**
 * The key-value cache of an engine: blocks that running requests hold, shared where their prompts are the same, and behind
 * them blocks that nobody holds any more but a later prompt may find, forgotten in the order in which they were let go.
 */
export interface KvCache {
  /** Blocks held by running requests. */
  readonly held: () => number;
  readonly capacity: number;
  /** Leading blocks of a prompt that are there. */
  readonly matched: (chain: PrefixChain) => number;
  /** Takes a prompt's blocks for a request; false, and nothing, when there is no room. */
  readonly hold: (chain: PrefixChain, blocks: number) => boolean;
  /** One more block, for what is being generated. */
  readonly grow: () => boolean;
  /** The request is over: its prompt stays to be found, what it generated does not. */
  readonly release: (chain: PrefixChain, blocks: number, grown: number) => void;
}

/** An empty cache of so many blocks. */
export function createKvCache(capacity: number): KvCache {
  const holders = new Map<number, number>();
  /** In the order in which they were let go. */
  const left = new Map<number, true>();
  /** Blocks of output, which have no name. */
  let nameless = 0;
  const held = () => holders.size + nameless;
  const makeRoom = () => {
    while (held() + left.size > capacity) left.delete(left.keys().next().value as number);
  };
  const keyAt = ({ words }: PrefixChain, block: number): number =>
    ((words[block * 2 + 1] as number) & 0x1f_ffff) * 4_294_967_296 + ((words[block * 2] as number) >>> 0);
  return {
    held,
    capacity,
    matched(chain) {
      let at = 0;
      while (at < chain.blocks && (holders.has(keyAt(chain, at)) || left.has(keyAt(chain, at)))) at++;
      return at;
    },
    hold(chain, blocks) {
      let fresh = Math.max(0, blocks - chain.blocks);
      for (let at = 0; at < chain.blocks; at++) if (!holders.has(keyAt(chain, at))) fresh++;
      if (held() + fresh > capacity) return false;
      for (let at = 0; at < chain.blocks; at++) {
        const key = keyAt(chain, at);
        left.delete(key);
        holders.set(key, (holders.get(key) ?? 0) + 1);
      }
      nameless += Math.max(0, blocks - chain.blocks);
      makeRoom();
      return true;
    },
    grow() {
      if (held() + 1 > capacity) return false;
      nameless++;
      makeRoom();
      return true;
    },
    release(chain, blocks, grown) {
      nameless -= grown + Math.max(0, blocks - chain.blocks);
      // The end of a prompt is let go first, so that it is forgotten first.
      for (let at = chain.blocks - 1; at >= 0; at--) {
        const key = keyAt(chain, at);
        const others = (holders.get(key) as number) - 1;
        if (others > 0) {
          holders.set(key, others);
          continue;
        }
        holders.delete(key);
        left.set(key, true);
      }
      makeRoom();
    },
  };
}
