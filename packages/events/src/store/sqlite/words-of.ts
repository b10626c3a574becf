/** The words of a text that are looked for by an index, in small letters. */
export function wordsOf(text: string): readonly string[] {
  return asciiWordsOf(text.toLowerCase()) ?? wordsIn(text).filter((word) => !OWN_NUMBER.test(word));
}

/**
 * A question after words, or the beginnings of some, in any order: which of them an index knows, and whether a text has them. Parts of
 * UUIDs and digests are found by eight of their digits and more: nearly every message has its own, so that they are in no index.
 */
export function wordQuery(asked: string): {
  readonly words: readonly string[];
  readonly isIndexed: (word: string) => boolean;
  /** Those of the words that a text has not. */
  readonly missingIn: (text: string) => readonly string[];
} {
  const words = [...new Set(wordsIn(asked))];
  return {
    words,
    isIndexed: (word) => word.length < LONG || !/^[0-9a-f]+$/.test(word),
    missingIn: (text) => (words.length === 0 ? [NO_WORD] : missingWords(text, words)),
  };
}

/** Those of some words, in small letters, with which no word of a text begins. */
export function missingWords(text: string, words: readonly string[]): readonly string[] {
  const lower = text.toLowerCase();
  // Most texts have none of them: that is seen sooner.
  if (words.every((word) => !lower.includes(word))) return words;
  const there = wordsIn(lower);
  return words.filter(
    (word) => !there.some((each) => each.startsWith(word) && (word.length >= LONG || !OWN_NUMBER.test(each))),
  );
}

/** Holes of a template that may be a part of a word. */
export const WITHIN_WORD: RegExp = /[\p{L}\p{N}>]<\*>|<\*>[\p{L}\p{N}]/u;

/** In small letters; of UUIDs only the first and the last part. */
function wordsIn(text: string): readonly string[] {
  return text.toLowerCase().replace(MIDDLE_OF_UUID, ' ').match(WORDS) ?? [];
}

/** The same by hand, because every new message is asked; undefined for a text with other letters than those of English. */
function asciiWordsOf(lower: string): readonly string[] | undefined {
  const words: string[] = [];
  for (let at = 0; at < lower.length; at++) {
    const from = at;
    let isHex = true;
    let hasDigit = false;
    for (; at < lower.length; at++) {
      const code = lower.charCodeAt(at);
      if (code >= 128) return undefined;
      if (code >= 48 && code <= 57) hasDigit = true;
      else if (code < 97 || code > 122) break;
      else if (code > 102) isHex = false;
    }
    const length = at - from;
    if (length === 0) continue;
    if (!(isHex && hasDigit && length >= LONG)) words.push(lower.slice(from, at));
    if (isHex && length === 8 && REST_OF_UUID.test(lower.slice(at, at + 29))) at += 14;
  }
  return words;
}

/** Behind its first part: up to what follows it. */
const REST_OF_UUID = /^(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![\p{L}\p{N}])/u;

const WORDS = /[\p{L}\p{N}]+/gu;
const MIDDLE_OF_UUID = /(?<=(?<![\p{L}\p{N}])[0-9a-f]{8})(?:-[0-9a-f]{4}){3}-(?=[0-9a-f]{12}(?![\p{L}\p{N}]))/gu;
const LONG = 8;
const OWN_NUMBER = /^(?=.*\d)[0-9a-f]{8,}$/;
/** A question without words finds nothing. */
const NO_WORD = ' ';
