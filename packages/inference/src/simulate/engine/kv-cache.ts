import type { PrefixChain } from '../../prefix/prefix-chain.ts';

/**
 * The key-value cache of an engine: blocks that running requests hold, shared where their prompts are the same, and behind
 * them blocks that nobody holds any more but a later prompt may find, forgotten in the order in which they were let go.
 */
export interface KvCache {
  /** Blocks held by running requests. */
  readonly held: () => number;
  readonly capacity: number;
  /** Leading blocks of a prompt that are there, computed. */
  readonly matched: (chain: PrefixChain) => number;
  /** Takes a prompt's blocks for a request; false, and nothing, when there is no room. */
  readonly hold: (chain: PrefixChain, blocks: number) => boolean;
  /** The leading blocks of a prompt, up to this one, are computed: from now on other prompts find them. */
  readonly computed: (chain: PrefixChain, from: number, to: number) => void;
  /** One more block, for what is being generated. */
  readonly grow: () => boolean;
  /** The request is over: its prompt stays to be found, what it generated does not. */
  readonly release: (chain: PrefixChain, blocks: number, grown: number) => void;
}

/** An empty cache of so many blocks. */
export function createKvCache(capacity: number): KvCache {
  const holders = new Map<number, number>();
  /** Of the blocks that are held, those that hold nothing yet. */
  const empty = new Set<number>();
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
      for (; at < chain.blocks; at++) {
        const key = keyAt(chain, at);
        if (!left.has(key) && (!holders.has(key) || empty.has(key))) break;
      }
      return at;
    },
    hold(chain, blocks) {
      let fresh = Math.max(0, blocks - chain.blocks);
      for (let at = 0; at < chain.blocks; at++) if (!holders.has(keyAt(chain, at))) fresh++;
      if (held() + fresh > capacity) return false;
      for (let at = 0; at < chain.blocks; at++) {
        const key = keyAt(chain, at);
        const others = holders.get(key) ?? 0;
        if (!left.delete(key) && others === 0) empty.add(key);
        holders.set(key, others + 1);
      }
      nameless += Math.max(0, blocks - chain.blocks);
      makeRoom();
      return true;
    },
    computed(chain, from, to) {
      for (let at = from; at < Math.min(to, chain.blocks); at++) empty.delete(keyAt(chain, at));
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
        if (!empty.delete(key)) left.set(key, true);
      }
      makeRoom();
    },
  };
}
