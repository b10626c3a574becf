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
  /** Those of the words that a text has not. */
  readonly missingIn: (text: string) => readonly string[];
} {
  const words = asked.toLowerCase().match(WORDS) ?? [];
  const indexed = words.filter((word) => word.length < LONG || !/^[0-9a-f]+$/.test(word));
  return {
    // In quotes nothing is an operator of FTS5.
    match: indexed.length === 0 ? undefined : indexed.map((word) => `"${word}"*`).join(' AND '),
    missingIn: (text) => (words.length === 0 ? [NO_WORD] : missingWords(text, words)),
  };
}

/** Those of some words, in small letters, with which no word of a text begins. */
export function missingWords(text: string, words: readonly string[]): readonly string[] {
  const lower = text.toLowerCase();
  // Most texts have none of them: that is seen sooner.
  if (words.every((word) => !lower.includes(word))) return words;
  const there = lower.match(WORDS) ?? [];
  return words.filter(
    (word) => !there.some((each) => each.startsWith(word) && (word.length >= LONG || !OWN_NUMBER.test(each))),
  );
}

/** Holes of a template that may be a part of a word. */
export const WITHIN_WORD: RegExp = /[\p{L}\p{N}>]<\*>|<\*>[\p{L}\p{N}]/u;

const WORDS = /[\p{L}\p{N}]+/gu;
const LONG = 8;
const OWN_NUMBER = /^(?=.*\d)[0-9a-f]{8,}$/;
/** A question without words finds nothing. */
const NO_WORD = ' ';
