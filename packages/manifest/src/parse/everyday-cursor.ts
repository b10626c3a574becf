/**
 * Where the everyday reader stands. Between nodes `at` is the first character of the next line that says something and
 * `indent` is its column; `indent` is -1 at the end of the document.
 */
export interface Cursor {
  readonly text: string;
  at: number;
  indent: number;
  /** Collections opened and not yet closed. */
  depth: number;
}

const textAhead = /[^ \r\n]/g;

/** Steps over blank lines and comments, from the start of a line to the next text. */
export function toNextText(cursor: Cursor): void {
  const { text } = cursor;
  for (;;) {
    textAhead.lastIndex = cursor.at;
    if (!textAhead.test(text)) break;
    cursor.at = textAhead.lastIndex - 1;
    if (text.charCodeAt(cursor.at) !== char.hash) {
      cursor.indent = cursor.at - text.lastIndexOf('\n', cursor.at) - 1;
      return;
    }
    toLineBreak(cursor);
  }
  cursor.at = text.length;
  cursor.indent = -1;
}

/** Steps over the rest of a line that may hold only white space and a comment; false where it holds more. */
export function finishLine(cursor: Cursor): boolean {
  const before = cursor.at;
  skipBlanks(cursor);
  if (cursor.text.charCodeAt(cursor.at) === char.hash && cursor.at > before) toLineBreak(cursor);
  return cursor.at === cursor.text.length || skipLineBreak(cursor);
}

export function skipSpaces(cursor: Cursor): void {
  while (cursor.text.charCodeAt(cursor.at) === char.space) cursor.at++;
}

/** True where a `-`, `?` or `:` before `at` would be an indicator: at white space or at the end. */
export function isBlankAt(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return (
    code === char.space ||
    code === char.lineFeed ||
    code === char.tab ||
    code === char.carriageReturn ||
    Number.isNaN(code)
  );
}

export const char = {
  tab: 9,
  lineFeed: 10,
  carriageReturn: 13,
  space: 32,
  doubleQuote: 34,
  hash: 35,
  singleQuote: 39,
  comma: 44,
  dash: 45,
  colon: 58,
  greater: 62,
  openBracket: 91,
  backslash: 92,
  closeBracket: 93,
  openBrace: 123,
  bar: 124,
  closeBrace: 125,
} as const;

function skipBlanks(cursor: Cursor): void {
  for (;;) {
    const code = cursor.text.charCodeAt(cursor.at);
    if (code !== char.space && code !== char.tab) return;
    cursor.at++;
  }
}

function toLineBreak(cursor: Cursor): void {
  const lineFeed = cursor.text.indexOf('\n', cursor.at);
  cursor.at = lineFeed < 0 ? cursor.text.length : lineFeed;
}

function skipLineBreak(cursor: Cursor): boolean {
  const { text, at } = cursor;
  const isPair = text.charCodeAt(at) === char.carriageReturn && text.charCodeAt(at + 1) === char.lineFeed;
  if (isPair) cursor.at += 2;
  else if (text.charCodeAt(at) === char.lineFeed) cursor.at += 1;
  else return false;
  return true;
}
