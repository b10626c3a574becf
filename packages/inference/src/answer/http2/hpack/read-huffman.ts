import { HpackFault } from './hpack-fault.ts';

/**
 * Text in HPACK's Huffman code. The code is canonical: the lengths of its words decide it (RFC 7541, appendix B). Bit by bit, for
 * what comes again comes as an index into a table.
 */
export function readHuffman(bytes: Uint8Array, from: number, to: number): string {
  const text: number[] = [];
  let word = 0;
  let length = 0;
  for (let at = from; at < to; at++) {
    const byte = bytes[at] as number;
    for (let bit = 7; bit >= 0; bit--) {
      word = word * 2 + ((byte >>> bit) & 1);
      length++;
      const place = word - (FIRST_WORDS[length] as number);
      if (place < (COUNTS[length] as number)) {
        const sign = SIGNS[(FIRST_SIGNS[length] as number) + place] as number;
        if (sign === END) throw new HpackFault('the end of a text within it');
        text.push(sign);
        word = 0;
        length = 0;
      } else if (length === LONGEST) throw new HpackFault('a word that is not in the code');
    }
  }
  // What is left of the last byte is the beginning of the word for the end: ones.
  if (length > 7 || word !== 2 ** length - 1) throw new HpackFault('padding that is none');
  return Buffer.from(text).toString('latin1');
}

/** Bits of the word of each byte, and of the end. */
const LENGTHS = [
  ...[13, 23, 28, 28, 28, 28, 28, 28, 28, 24, 30, 28, 28, 30, 28, 28, 28, 28, 28, 28, 28, 28, 30, 28, 28, 28, 28, 28],
  ...[28, 28, 28, 28, 6, 10, 10, 12, 13, 6, 8, 11, 10, 10, 8, 11, 8, 6, 6, 6, 5, 5, 5, 6, 6, 6, 6, 6, 6, 6, 7, 8, 15],
  ...[6, 12, 10, 13, 6, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 8, 7, 8, 13, 19, 13, 14, 6],
  ...[15, 5, 6, 5, 6, 5, 6, 6, 6, 5, 7, 7, 6, 6, 6, 5, 6, 7, 6, 5, 5, 6, 7, 7, 7, 7, 7, 15, 11, 14, 13, 28, 20, 22, 20],
  ...[20, 22, 22, 22, 23, 22, 23, 23, 23, 23, 23, 24, 23, 24, 24, 22, 23, 24, 23, 23, 23, 23, 21, 22, 23, 22, 23, 23],
  ...[24, 22, 21, 20, 22, 22, 23, 23, 21, 23, 22, 22, 24, 21, 22, 23, 23, 21, 21, 22, 21, 23, 22, 23, 23, 20, 22, 22],
  ...[22, 23, 22, 22, 23, 26, 26, 20, 19, 22, 23, 22, 25, 26, 26, 26, 27, 27, 26, 24, 25, 19, 21, 26, 27, 27, 26, 27],
  ...[24, 21, 21, 26, 26, 28, 27, 27, 27, 20, 24, 20, 21, 22, 21, 21, 23, 22, 22, 25, 25, 24, 24, 26, 23, 26, 27, 26],
  ...[26, 27, 27, 27, 27, 27, 28, 27, 27, 27, 27, 27, 26, 30],
] as const;
const END = 256;
const LONGEST = 30;

/** Bytes in the order of their words. */
const SIGNS = LENGTHS.map((_, sign) => sign).sort((a, b) => (LENGTHS[a] as number) - (LENGTHS[b] as number) || a - b);
/** Of each length: how many words there are, the first of them, and where its byte stands in {@link SIGNS}. */
const COUNTS = Array.from({ length: LONGEST + 1 }, (_, bits) => LENGTHS.filter((each) => each === bits).length);
const FIRST_WORDS: number[] = [0];
const FIRST_SIGNS: number[] = [0];
for (let bits = 1; bits <= LONGEST; bits++) {
  FIRST_WORDS[bits] = ((FIRST_WORDS[bits - 1] as number) + (COUNTS[bits - 1] as number)) * 2;
  FIRST_SIGNS[bits] = (FIRST_SIGNS[bits - 1] as number) + (COUNTS[bits - 1] as number);
}
