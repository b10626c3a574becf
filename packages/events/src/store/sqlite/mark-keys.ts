import { hashOf } from './day-tables.ts';
import type { KeyRange } from './pack-postings.ts';

// What rows are found by is a number of 50 bits: what kind of thing it is, and a hash of it, or the beginning of a word. What has the same
// number is told apart by the rows themselves.

/** The key of an object's name. Few digits take few bytes. */
export function nameKey(name: string): number {
  return hashOf(`name ${name}`) % HASHES;
}

/** The key of an incident. */
export function incidentKey(id: string): number {
  return KIND + (hashOf(`incident ${id}`) % HASHES);
}

/** The key of a word that messages of a template have in its holes, and its {@link templateTag}; in the order of words. */
export function wordKey(word: string, tag: number): number {
  return 2 * KIND + startOf(word, 0) * TAGS + tag;
}

/** The keys of all words that begin so. */
export function wordRange(word: string): KeyRange {
  return [2 * KIND + startOf(word, 0) * TAGS, 2 * KIND + (startOf(word, 255) + 1) * TAGS];
}

/** What tells most templates apart. */
export function templateTag(template: string | null): number {
  return template === null ? 0 : hashOf(template) % TAGS;
}

/** The template of a word's key. */
export function tagOf(key: number): number {
  return key % TAGS;
}

const KIND = 2 ** 48;
const HASHES = 2 ** 24;
const TAGS = 256;

/** The first bytes of a word as a number, filled up with others. */
function startOf(word: string, filling: number): number {
  let number = 0;
  for (let at = 0; at < START; at++) {
    const code = word.charCodeAt(at);
    if (code >= 128) return startOfBytes(word, filling);
    number = number * 256 + (at < word.length ? code : filling);
  }
  return number;
}

function startOfBytes(word: string, filling: number): number {
  const bytes = Buffer.from(word.slice(0, START));
  let number = 0;
  for (let at = 0; at < START; at++) number = number * 256 + (bytes[at] ?? filling);
  return number;
}

/** Of the bytes of a word. */
const START = 5;
