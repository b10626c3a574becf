import { type Cursor, char, isBlankAt, skipSpaces } from './everyday-cursor.ts';
import { foldLines } from './everyday-fold.ts';
import { isQuote, readQuoted, readQuotedOnLine } from './everyday-quoted.ts';
import type { ScalarNode } from './node.ts';

/** Reads a quoted scalar, whose further lines stand deeper than column `parent`, or the first line of a plain one. */
export function readScalar(cursor: Cursor, parent: number): ScalarNode | undefined {
  return isQuote(cursor.text.charCodeAt(cursor.at)) ? readQuoted(cursor, parent) : readPlainLine(cursor);
}

/** Reads a mapping's key and the colon after it; undefined, with the cursor where it was, where there is none. */
export function readKey(cursor: Cursor): ScalarNode | undefined {
  const { text, at } = cursor;
  simpleKey.lastIndex = at;
  if (simpleKey.test(text)) {
    cursor.at = simpleKey.lastIndex;
    return { kind: 'scalar', start: at, end: cursor.at - 1, text: text.slice(at, cursor.at - 1), plain: true };
  }
  const key = isQuote(text.charCodeAt(at)) ? readQuotedOnLine(cursor) : readPlainKey(cursor);
  skipSpaces(cursor);
  if (key && text.charCodeAt(cursor.at) === char.colon && isBlankAt(text, cursor.at + 1)) {
    cursor.at++;
    return key;
  }
  cursor.at = at;
  return undefined;
}

// Keys as manifests have them; `<<`, `? `, keys with spaces, braces or colons are for the full reader.
const plainKey = /[\w./$][\w./-]*/y;
const simpleKey = /[\w./$][\w./-]*:(?=[ \r\n])/y;

export function readPlainKey(cursor: Cursor): ScalarNode | undefined {
  const start = cursor.at;
  plainKey.lastIndex = start;
  if (!plainKey.test(cursor.text)) return undefined;
  const end = plainKey.lastIndex;
  cursor.at = end;
  return { kind: 'scalar', start, end, text: cursor.text.slice(start, end), plain: true };
}

/** Without the spaces, tabs and carriage return at its end; other white space is text in YAML. */
export function trimBlanks(line: string): string {
  let end = line.length;
  while (end > 0 && isBlankAt(line, end - 1)) end--;
  return line.slice(0, end);
}

// Characters that cannot begin a plain scalar; `-`, `?` and `:` only can before text.
const indicator = /[\s,[\]{}#&*!|>'"%@`]/;

// Most values: letters that need no second look, up to the end of the line.
const simplePlain = /[\w./](?:[\w./:@=+,-]*[\w./@=+-])?(?=\r?\n)/y;

function readPlainLine(cursor: Cursor): ScalarNode | undefined {
  const { text, at: start } = cursor;
  simplePlain.lastIndex = start;
  const end = simplePlain.test(text) ? simplePlain.lastIndex : endOfAnyPlain(text, start);
  if (end === undefined) return undefined;
  cursor.at = end;
  return { kind: 'scalar', start, end, text: text.slice(start, end), plain: true };
}

function endOfAnyPlain(text: string, start: number): number | undefined {
  const first = text.charAt(start);
  if (first === '' || indicator.test(first)) return undefined;
  if ((first === '-' || first === '?' || first === ':') && isBlankAt(text, start + 1)) return undefined;
  return endOfPlainLine(text, start);
}

/** Reads the lines after the first of a plain scalar; they stand deeper than column `parent`. */
export function readFurtherLines(cursor: Cursor, first: ScalarNode, parent: number): ScalarNode | undefined {
  const { text } = cursor;
  let end: number | undefined = first.end;
  while (end !== undefined) {
    cursor.at = end;
    const next = furtherLine(text, end, parent);
    if (next === undefined) return { ...first, end, text: foldLines(text.slice(first.start, end)) };
    end = endOfPlainLine(text, next);
  }
  return undefined;
}

const commentAhead = /[ \t]#/;
const valueAhead = /:(?:[ \t]|$)/;

/** Where the text of a plain scalar ends on its line; undefined where a value's colon is in it. */
function endOfPlainLine(text: string, start: number): number | undefined {
  const lineFeed = text.indexOf('\n', start);
  const line = text.slice(start, lineFeed < 0 ? text.length : lineFeed);
  const comment = line.search(commentAhead);
  const value = trimBlanks(comment < 0 ? line : line.slice(0, comment));
  return valueAhead.test(value) ? undefined : start + value.length;
}

const textAhead = /[^ \r\n]/g;

/** Where a plain scalar that reached `end` goes on; undefined where a comment, a tab or the indentation ends it. */
function furtherLine(text: string, end: number, parent: number): number | undefined {
  textAhead.lastIndex = end;
  if (!textAhead.test(text)) return undefined;
  const next = textAhead.lastIndex - 1;
  const code = text.charCodeAt(next);
  if (code === char.hash || code === char.tab) return undefined;
  const indent = next - text.lastIndexOf('\n', next) - 1;
  return indent > parent ? next : undefined;
}
