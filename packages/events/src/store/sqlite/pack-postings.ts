/** Where something is, by a number for it: places in increasing order. */
export type Posting = readonly [key: number, places: readonly number[]];

/** A piece of a list of postings: its keys lie between the first and the last. */
export interface PostingPiece {
  readonly first: number;
  readonly last: number;
  readonly bytes: Uint8Array;
}

/**
 * Writes postings, in the order of their keys, as numbers of seven bits a byte: what a key is above the one before it, how many places
 * it has, and what each is above the one before it, the first above the base. Many places of one key go on in the next piece.
 */
export function* packPostings(postings: Iterable<Posting>, base: number): Iterable<PostingPiece> {
  const bytes = new Uint8Array(FULL + MOST_AT_ONCE * LONGEST);
  let at = 0;
  let first = 0;
  let last = 0;
  const put = (number: number): void => {
    let rest = number;
    for (; rest >= 2 ** 31; rest = Math.floor(rest / 128)) bytes[at++] = (rest % 128) + 128;
    for (; rest >= 128; rest >>>= 7) bytes[at++] = (rest & 127) | 128;
    bytes[at++] = rest;
  };
  for (const [key, places] of postings) {
    for (let from = 0; from < places.length; from += MOST_AT_ONCE) {
      if (at >= FULL) {
        yield { first, last, bytes: bytes.slice(0, at) };
        at = 0;
      }
      if (at === 0) {
        first = key;
        last = key;
      }
      const count = Math.min(places.length - from, MOST_AT_ONCE);
      put((key - last) * 2 + Number(count > 1));
      if (count > 1) put(count);
      let before = base;
      for (let nth = from; nth < from + count; nth++) {
        const place = places[nth] ?? 0;
        put(place - before);
        before = place;
      }
      last = key;
    }
  }
  if (at > 0) yield { first, last, bytes: bytes.slice(0, at) };
}

/** What of a piece lies in a range of keys; a key of very many places may come more than once. */
export function readPostings(
  { first, bytes }: PostingPiece,
  base: number,
  [from, until]: KeyRange,
): readonly Posting[] {
  const found: Posting[] = [];
  let at = 0;
  const take = (): number => {
    let number = 0;
    let factor = 1;
    for (;;) {
      const byte = bytes[at++] ?? 0;
      if (byte < 128) return number + byte * factor;
      number += (byte - 128) * factor;
      factor *= 128;
    }
  };
  let key = first;
  while (at < bytes.length) {
    const said = take();
    key += Math.floor(said / 2);
    if (key >= until) break;
    const count = said % 2 === 0 ? 1 : take();
    if (key < from) {
      for (let nth = 0; nth < count; at++) if ((bytes[at] ?? 0) < 128) nth++;
      continue;
    }
    const places: number[] = [];
    let place = base;
    for (let nth = 0; nth < count; nth++) {
      place += take();
      places.push(place);
    }
    found.push([key, places]);
  }
  return found;
}

/** Keys from the first on, up to the last, which is none of them. */
export type KeyRange = readonly [from: number, until: number];

/** About what fits into a page of SQLite's beside the rest of its row. */
const FULL = 3600;
/** Places of a key that are written together. */
const MOST_AT_ONCE = 64;
/** Bytes of a number below 2 ** 53. */
const LONGEST = 8;
