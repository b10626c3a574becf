/** A text that cannot move the cursor, ring, or hide in a terminal: controls and bidi marks become visible signs. */
export function printable(text: string): string {
  return PLAIN.test(text) ? text : text.replace(UNPRINTABLE, signFor);
}

const PLAIN = /^[\x20-\x7e]*$/;
/** Controls, line and paragraph separators, bidi overrides, and halves of surrogate pairs. */
const UNPRINTABLE = /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]|\p{Cs}/gu;

function signFor(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code === 9 || code === 10 || code === 13) return ' ';
  return code < 32 ? String.fromCodePoint(0x2400 + code) : '\ufffd';
}
