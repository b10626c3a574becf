import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createHashLru } from './hash-lru.ts';
import { hashPrefix } from './hash-prefix.ts';
import type { PrefixChain } from './prefix-chain.ts';
import { createPrefixIndex } from './prefix-index.ts';

const BLOCKS = { blockTokens: 4, mostBlocks: 50 };
const BLOCK_BYTES = 16;

describe('the hashes of a prompt', () => {
  test('are shared exactly as far as the beginning is shared', () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ minLength: 1 }), fc.string({ minLength: 1 }), (head, one, other) => {
        const [a, b] = [Buffer.from(head + one), Buffer.from(head + other)];
        let same = 0;
        while (same < a.length && same < b.length && a[same] === b[same]) same++;
        const whole = Math.floor(same / BLOCK_BYTES);
        expect(sharedBlocks(chainOf(a), chainOf(b))).toBe(Math.min(whole, BLOCKS.mostBlocks));
      }),
    );
  });

  test('do not depend on how the prompt comes in pieces', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.array(fc.nat(60)), (bytes, cuts) => {
        const hasher = hashPrefix(BLOCKS);
        let at = 0;
        for (const cut of [...cuts, bytes.length]) {
          const end = Math.min(bytes.length, at + cut);
          hasher.take(bytes, at, end);
          at = end;
        }
        expect(hasher.chain('m')).toEqual(chainOf(bytes));
      }),
    );
  });

  test('are others for another model, and end with the last whole block, or after so many', () => {
    const bytes = new Uint8Array(BLOCK_BYTES * 60);
    expect(sharedBlocks(chainOf(bytes), chainOf(bytes, 'other'))).toBe(0);
    expect(chainOf(bytes).blocks).toBe(50);
    expect(chainOf(bytes.subarray(0, BLOCK_BYTES * 3 - 1)).blocks).toBe(2);
  });
});

describe('a bounded set of hashes', () => {
  test('holds what a Map would hold that forgets the oldest', () => {
    const step = fc.oneof(
      { weight: 8, arbitrary: fc.record({ touch: fc.integer({ min: -40, max: 200 }) }) },
      { weight: 1, arbitrary: fc.record({ limit: fc.integer({ min: 1, max: 120 }) }) },
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 600 }), (steps) => {
        const set = createHashLru(100);
        const model = new Map<number, true>();
        let most = 100;
        for (const each of steps) {
          if ('touch' in each) {
            // The same low word for many, so that buckets are shared.
            set.touch(each.touch & 7, each.touch);
            model.delete(each.touch);
            model.set(each.touch, true);
          } else {
            most = each.limit;
            set.limit(most);
          }
          while (model.size > most) model.delete(model.keys().next().value as number);
        }
        expect(set.size()).toBe(model.size);
        for (let key = -40; key <= 200; key++) expect(set.has(key & 7, key)).toBe(model.has(key));
      }),
    );
  });
});

describe('the index of prefixes', () => {
  const prompt = chainOf(Buffer.from('a system prompt that is long enough for some blocks, and a question'));
  const sibling = chainOf(Buffer.from('a system prompt that is long enough for some blocks; another one asked'));

  test('knows how much of a prompt an endpoint has been sent', () => {
    const index = createPrefixIndex({ blockTokens: 4 });
    index.sent('a:1', prompt);
    expect([index.matched('a:1', prompt), index.matched('a:1', sibling), index.matched('b:1', prompt)]).toEqual([
      4, 3, 0,
    ]);
    index.forget('a:1');
    expect(index.matched('a:1', prompt)).toBe(0);
  });

  test('knows it of a list as of each, whatever has come and gone since the list was asked for last', () => {
    const index = createPrefixIndex({ blockTokens: 4 });
    const list = ['a:1', 'b:1', 'c:1'].map((address) => ({ endpoint: { address } }));
    const each = () => list.map(({ endpoint }) => index.matched(endpoint.address, prompt) * 4);
    expect(index.matchedTokens(list, prompt)).toEqual([0, 0, 0]);
    index.sent('b:1', prompt);
    index.sent('c:1', sibling);
    expect(index.matchedTokens(list, prompt)).toEqual([0, 16, 12]);
    index.forget('b:1');
    index.sent('a:1', prompt);
    expect(index.matchedTokens(list, prompt)).toEqual([16, 0, 12]);
    expect(index.matchedTokens(list, prompt)).toEqual(each());
    expect(index.matchedTokens([...list].reverse(), prompt)).toEqual(each().reverse());
  });

  test('forgets the ends of prompts first when the cache is small', () => {
    const index = createPrefixIndex({ blockTokens: 4 });
    index.resize('a:1', 4 * 4);
    index.sent('a:1', prompt);
    index.sent('a:1', sibling);
    expect([index.matched('a:1', prompt), index.matched('a:1', sibling)]).toEqual([3, 4]);
  });

  test('believes less after answers that tell of less, and nothing of an engine that was started anew', () => {
    const index = createPrefixIndex({ blockTokens: 4 });
    index.resize('a:1', 4 * 4);
    index.sent('a:1', prompt);
    index.told('a:1', 2, 4);
    expect(index.matched('a:1', prompt)).toBe(3);
    for (let i = 0; i < 8; i++) index.told('a:1', 0, 3);
    expect(index.matched('a:1', prompt)).toBe(0);
  });
});

function chainOf(bytes: Uint8Array, model = 'm'): PrefixChain {
  const hasher = hashPrefix(BLOCKS);
  hasher.take(bytes, 0, bytes.length);
  return hasher.chain(model);
}

function sharedBlocks(one: PrefixChain, other: PrefixChain): number {
  let at = 0;
  const words = 2 * Math.min(one.blocks, other.blocks);
  while (at < words && one.words[at] === other.words[at] && one.words[at + 1] === other.words[at + 1]) at += 2;
  return at / 2;
}
