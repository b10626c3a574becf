import { createHashLru, type HashLru } from './hash-lru.ts';
import type { PrefixChain } from './prefix-chain.ts';

/**
 * What each endpoint is thought to hold in its prefix cache: what was sent to it, forgotten in the order in which engines
 * forget, put right by what they tell of cached tokens in their answers.
 */
export interface PrefixIndex {
  /** How many leading blocks of the prompt an endpoint is thought to hold. */
  readonly matched: (address: string, chain: PrefixChain) => number;
  /** The same of each of a list, in tokens. Quickest for a list that is the same from one prompt to the next. */
  readonly matchedTokens: (candidates: readonly Addressed[], chain: PrefixChain) => readonly number[];
  /** The prompt has been sent there. */
  readonly sent: (address: string, chain: PrefixChain) => void;
  /** The endpoint said how many blocks of a prompt it held, of which so many had been expected. */
  readonly told: (address: string, held: number, expected: number) => void;
  /** The endpoint's cache has room for so many tokens. */
  readonly resize: (address: string, tokens: number) => void;
  /** The endpoint is gone, or its engine was started anew. */
  readonly forget: (address: string) => void;
}

/** Whoever has an address. */
export interface Addressed {
  readonly endpoint: { readonly address: string };
}

/** An index that holds at most so many blocks of an endpoint whose cache size is not known (llm-d-router: lruCapacityPerServer). */
export function createPrefixIndex({
  blockTokens,
  blocksPerEndpoint = 31_250,
}: {
  readonly blockTokens: number;
  readonly blocksPerEndpoint?: number;
}): PrefixIndex {
  const books = new Map<string, Book>();
  /** The books of lists of candidates, in their order: to look a thousand addresses up takes longer than to choose among them. */
  let bookLists = new WeakMap<readonly Addressed[], readonly (Book | undefined)[]>();
  const booksOf = (candidates: readonly Addressed[]): readonly (Book | undefined)[] => {
    const known = bookLists.get(candidates);
    if (known) return known;
    const list = candidates.map(({ endpoint }) => books.get(endpoint.address));
    bookLists.set(candidates, list);
    return list;
  };
  const bookOf = (address: string): Book => {
    const known = books.get(address);
    if (known) return known;
    const book = { blocks: createHashLru(blocksPerEndpoint), room: blocksPerEndpoint, share: 1, lost: 0 };
    books.set(address, book);
    bookLists = new WeakMap();
    return book;
  };
  const drop = (address: string) => {
    if (books.delete(address)) bookLists = new WeakMap();
  };
  const limit = (book: Book) => book.blocks.limit(Math.max(1, Math.floor(book.room * book.share)));
  return {
    matched: (address, chain) => matchedBy(books.get(address), chain),
    matchedTokens(candidates, chain) {
      const tokens = new Array<number>(candidates.length).fill(0);
      if (chain.blocks === 0) return tokens;
      const list = booksOf(candidates);
      for (let place = 0; place < list.length; place++) {
        const matched = matchedBy(list[place], chain);
        if (matched > 0) tokens[place] = matched * chain.blockTokens;
      }
      return tokens;
    },
    sent(address, { words, blocks }) {
      const cache = bookOf(address).blocks;
      // From the last to the first: the end of a prompt is forgotten before its beginning, as engines free blocks.
      for (let i = blocks - 1; i >= 0; i--) cache.touch(words[i * 2] as number, words[i * 2 + 1] as number);
    },
    told(address, held, expected) {
      const book = books.get(address);
      if (!book || expected === 0) return;
      if (held >= expected * KEPT) {
        book.lost = 0;
        book.share = Math.min(1, book.share * REGAIN);
      } else {
        book.lost++;
        book.share = Math.max(LEAST_SHARE, book.share * YIELD);
        // An engine that was started anew, or told to reset its cache, holds nothing of what was sent before.
        if (book.lost >= LOST_ALL && held === 0) drop(address);
      }
      limit(book);
    },
    resize(address, tokens) {
      const book = bookOf(address);
      const room = Math.max(1, Math.floor(tokens / blockTokens));
      if (book.room === room) return;
      book.room = room;
      limit(book);
    },
    forget: drop,
  };
}

function matchedBy(book: Book | undefined, { words, blocks }: PrefixChain): number {
  const cache = book?.blocks;
  if (!cache || blocks === 0 || !cache.has(words[0] as number, words[1] as number)) return 0;
  // It holds `from` blocks and lacks block `to`, for a later block is never kept longer than an earlier one: see `sent`.
  let from = 1;
  let to = blocks;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (cache.has(words[middle * 2] as number, words[middle * 2 + 1] as number)) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** What is thought of one endpoint. */
interface Book {
  readonly blocks: HashLru;
  /** Blocks that its cache can hold. */
  room: number;
  /** The part of them that serves as cache: outputs and running requests take the rest, and only answers tell how much. */
  share: number;
  /** Answers in a row that told of less than was expected. */
  lost: number;
}

/** An answer that tells of less than this part of what was expected says that blocks are forgotten sooner than thought. */
const KEPT = 0.9;
const YIELD = 0.95;
const REGAIN = 1.002;
const LEAST_SHARE = 0.05;
const LOST_ALL = 8;
