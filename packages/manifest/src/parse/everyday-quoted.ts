import { type Cursor, char } from './everyday-cursor.ts';
import { fold, foldLines, isDeeper } from './everyday-fold.ts';
import type { ScalarNode } from './node.ts';

export function isQuote(code: number): boolean {
  return code === char.doubleQuote || code === char.singleQuote;
}

/** Reads a quoted scalar that begins and ends on this line. */
export function readQuotedOnLine(cursor: Cursor): ScalarNode | undefined {
  const { at } = cursor;
  const node = readQuoted(cursor, -1);
  if (!node || !cursor.text.slice(node.start, node.end).includes('\n')) return node;
  cursor.at = at;
  return undefined;
}

/**
 * Reads a quoted scalar whose further lines stand deeper than column `parent`; undefined where they do not, and for
 * escapes that JSON lacks.
 */
export function readQuoted(cursor: Cursor, parent: number): ScalarNode | undefined {
  const { text, at: start } = cursor;
  const isDouble = text.charCodeAt(start) === char.doubleQuote;
  const end = isDouble ? endOfDoubleQuoted(text, start) : endOfSingleQuoted(text, start);
  if (end === 0) return undefined;
  const inner = text.slice(start + 1, end - 1);
  if (!isDeeper(text.slice(start, end), parent)) return undefined;
  const value = isDouble ? withoutEscapes(inner) : foldLines(inner.replaceAll("''", "'"));
  if (value === undefined) return undefined;
  cursor.at = end;
  return { kind: 'scalar', start, end, text: value, plain: false };
}

function endOfSingleQuoted(text: string, start: number): number {
  for (let at = start + 1; ; at += 2) {
    at = text.indexOf("'", at);
    if (at < 0) return 0;
    if (text.charCodeAt(at + 1) !== char.singleQuote) return at + 1;
  }
}

function endOfDoubleQuoted(text: string, start: number): number {
  for (let at = start + 1; ; at++) {
    at = text.indexOf('"', at);
    if (at < 0) return 0;
    let slashes = at;
    while (text.charCodeAt(slashes - 1) === char.backslash) slashes--;
    if ((at - slashes) % 2 === 0) return at + 1;
  }
}

function withoutEscapes(inner: string): string | undefined {
  if (!inner.includes('\\')) return foldLines(inner);
  let isKnown = true;
  const value = inner.replace(escapeOrBreak, (found) => {
    if (!found.startsWith('\\')) return fold(found);
    const meaning = found.includes('\n') ? '' : (named[found.charAt(1)] ?? fromCode(found.slice(2)));
    isKnown &&= meaning !== undefined;
    return meaning ?? found;
  });
  return isKnown ? value : undefined;
}

// An escaped line break joins two lines with nothing between them.
const escapeOrBreak =
  /\\(?:x.{2}|u.{4}|U.{8}|\r?\n[ \t]*|[ \t]+(?=\r?\n)|[\s\S])|(?<![ \t])[ \t]+(?=\r?\n)|\r?\n[ \t\r\n]*/g;

const named: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  ' ': ' ',
  '\t': '\t',
  '0': '\0',
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  N: '\x85',
  _: '\xa0',
  L: '\u2028',
  P: '\u2029',
};

function fromCode(digits: string): string | undefined {
  const code = /^[\da-fA-F]+$/.test(digits) ? Number.parseInt(digits, 16) : Number.NaN;
  return code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}
