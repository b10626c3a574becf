/** A text as Go's `%q` prints it: in double quotes, with what cannot be printed escaped (strconv.Quote). */
export function goQuote(text: string): string {
  let quoted = '"';
  for (const character of text) {
    quoted += named[character] ?? (printable.test(character) ? character : escaped(character));
  }
  return `${quoted}"`;
}

const named: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\u0007': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
};

// Go prints letters, marks, numbers, punctuation, symbols and the ordinary space as they are (unicode.IsPrint).
const printable = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u;

function escaped(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x80) return `\\x${hex(code, 2)}`;
  return code < 0x10000 ? `\\u${hex(code, 4)}` : `\\U${hex(code, 8)}`;
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0');
}
