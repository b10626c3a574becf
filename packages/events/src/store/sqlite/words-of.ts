/** Adds the words of a text by which parts are found, in small letters. */
export function wordsOf(text: string, into: Set<string>): void {
  for (const word of text.toLowerCase().match(WORDS) ?? []) if (!OWN_NUMBER.test(word)) into.add(word);
}

/**
 * A question after words, or the beginnings of some, in any order: what to ask the index of words, where that helps, and whether a text
 * has them. Parts of UUIDs and digests are found by eight of their digits and more: nearly every message has its own, so that they are
 * in no index.
 */
export function wordQuery(asked: string): {
  readonly match: string | undefined;
  readonly isIn: (text: string) => boolean;
} {
  const words = asked.toLowerCase().match(WORDS) ?? [];
  const indexed = words.filter((word) => word.length < LONG || !/^[0-9a-f]+$/.test(word));
  return {
    // In quotes nothing is an operator of FTS5.
    match: indexed.length === 0 ? undefined : indexed.map((word) => `"${word}"*`).join(' AND '),
    isIn: (text) => {
      const lower = text.toLowerCase();
      if (words.length === 0 || !words.every((word) => lower.includes(word))) return false;
      const there = lower.match(WORDS) ?? [];
      return words.every((word) =>
        there.some((each) => each.startsWith(word) && (word.length >= LONG || !OWN_NUMBER.test(each))),
      );
    },
  };
}

const WORDS = /[\p{L}\p{N}]+/gu;
const LONG = 8;
const OWN_NUMBER = /^(?=.*\d)[0-9a-f]{8,}$/;
