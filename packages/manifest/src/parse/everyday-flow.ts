import { type Cursor, char, isBlankAt } from './everyday-cursor.ts';
import { isQuote, readQuotedOnLine } from './everyday-quoted.ts';
import { readPlainKey, trimBlanks } from './everyday-scalar.ts';
import type { Entry, MapNode, Node, ScalarNode, SeqNode } from './node.ts';

/** Deeper collections go to the full reader, which says what is too deep. */
export const everydayDepth = 100;

/** Reads `{…}` or `[…]`, JSON included; undefined where it holds more than plain entries. */
export function readFlow(cursor: Cursor): Node | undefined {
  if (cursor.depth >= everydayDepth) return undefined;
  cursor.depth++;
  const node = cursor.text.charCodeAt(cursor.at) === char.openBrace ? readFlowMap(cursor) : readFlowSeq(cursor);
  cursor.depth--;
  return node;
}

function readFlowMap(cursor: Cursor): MapNode | undefined {
  const start = cursor.at++;
  const entries: Entry[] = [];
  for (;;) {
    toNextToken(cursor);
    if (cursor.text.charCodeAt(cursor.at) === char.closeBrace) break;
    const entry = readEntry(cursor);
    if (!entry) return undefined;
    entries.push(entry);
    if (!toNextItem(cursor, char.closeBrace)) return undefined;
  }
  return { kind: 'map', start, end: ++cursor.at, entries };
}

function readFlowSeq(cursor: Cursor): SeqNode | undefined {
  const start = cursor.at++;
  const items: Node[] = [];
  for (;;) {
    toNextToken(cursor);
    if (cursor.text.charCodeAt(cursor.at) === char.closeBracket) break;
    const item = readValue(cursor);
    if (!item) return undefined;
    items.push(item);
    if (!toNextItem(cursor, char.closeBracket)) return undefined;
  }
  return { kind: 'seq', start, end: ++cursor.at, items };
}

function readEntry(cursor: Cursor): Entry | undefined {
  const { text } = cursor;
  const isQuoted = isQuote(text.charCodeAt(cursor.at));
  const key = isQuoted ? readQuotedOnLine(cursor) : readPlainKey(cursor);
  if (!key || text.charCodeAt(cursor.at) !== char.colon) return undefined;
  cursor.at++;
  if (!isQuoted && !isBlankAt(text, cursor.at)) return undefined;
  toNextToken(cursor);
  const value = readValue(cursor);
  return value && { key, value };
}

function readValue(cursor: Cursor): Node | undefined {
  const first = cursor.text.charCodeAt(cursor.at);
  if (first === char.openBrace || first === char.openBracket) return readFlow(cursor);
  return isQuote(first) ? readQuotedOnLine(cursor) : readFlowPlain(cursor);
}

// Between commas and brackets a plain scalar is held to characters that mean nothing else there.
const flowPlain =
  /(?:[\w./$+=~<]|-(?=[\w.]))[^\n\r\t,[\]{}#:"'&*!|>%@`?]*(?::(?=[\w./])[^\n\r\t,[\]{}#:"'&*!|>%@`?]*){0,100}/y;

function readFlowPlain(cursor: Cursor): ScalarNode | undefined {
  const start = cursor.at;
  flowPlain.lastIndex = start;
  if (!flowPlain.test(cursor.text)) return undefined;
  const value = trimBlanks(cursor.text.slice(start, flowPlain.lastIndex));
  cursor.at = start + value.length;
  return { kind: 'scalar', start, end: cursor.at, text: value, plain: true };
}

/** Steps over a comma, or stands before `closing`; false where something else comes. */
function toNextItem(cursor: Cursor, closing: number): boolean {
  toNextToken(cursor);
  const next = cursor.text.charCodeAt(cursor.at);
  if (next === char.comma) cursor.at++;
  return next === char.comma || next === closing;
}

const whiteSpace = /[ \t\r\n]*/y;

/** Steps over white space, line breaks included. */
export function toNextToken(cursor: Cursor): void {
  whiteSpace.lastIndex = cursor.at;
  whiteSpace.test(cursor.text);
  cursor.at = whiteSpace.lastIndex;
}
