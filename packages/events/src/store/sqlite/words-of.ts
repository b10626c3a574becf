/** Adds the words of a text by which parts are found, in small letters: all but numbers that nearly every message has its own of. */
export function wordsOf(text: string, into: Set<string>): void {
  for (const word of text.toLowerCase().match(WORDS) ?? []) if (!OWN_NUMBER.test(word)) into.add(word);
}

/**
 * A question after words, or the beginnings of some, in any order: what to ask the index of words, where that helps, and whether a text
 * has them.
 */
export function wordQuery(asked: string): {
  readonly match: string | undefined;
  readonly isIn: (text: string) => boolean;
} {
  const words = asked.toLowerCase().match(WORDS) ?? [];
  const tests = words.map((word) => new RegExp(`(?<![\\p{L}\\p{N}])${word}`, 'u'));
  // What may be the beginning of such a number, the index does not know.
  const known = words.filter((word) => !/^[0-9a-f]+$/.test(word));
  return {
    // In quotes nothing is an operator of FTS5.
    match: known.length === 0 ? undefined : known.map((word) => `"${word}"*`).join(' AND '),
    isIn: (text) => {
      const lower = text.toLowerCase();
      return words.length > 0 && tests.every((test) => test.test(lower));
    },
  };
}

const WORDS = /[\p{L}\p{N}]+/gu;
/** Parts of UUIDs and digests. */
const OWN_NUMBER = /^(?=.*\d)[0-9a-f]{8,}$/;
