import { readBlockScalar } from './everyday-block-scalar.ts';
import { type Cursor, char, finishLine, isBlankAt, skipSpaces, toNextText } from './everyday-cursor.ts';
import { everydayDepth, readFlow } from './everyday-flow.ts';
import { readFurtherLines, readKey, readScalar } from './everyday-scalar.ts';
import type { Entry, Node, ScalarNode } from './node.ts';

/**
 * Reads the YAML that manifests are mostly written in – block and flow collections, scalars on one line, literals – and
 * JSON. Undefined for a document that uses anything more, or has a mistake: the full reader decides about those, so this
 * one may only be narrower, never different. It exists because the full one needs longer for a 7 KB manifest than Node
 * needs to start.
 */
export function parseEveryday(document: string): Node | undefined {
  const text = document.includes('\n...') ? document.replace(endMark, '\n') : document;
  if (text.includes('...') && anyMark.test(text)) return undefined;
  const cursor: Cursor = { text, at: 0, indent: -1, depth: 0 };
  toNextText(cursor);
  const root = readBlock(cursor, -1);
  return cursor.indent === -1 ? root : undefined;
}

// `...` ends a document; what may come after it is for the full reader.
const endMark = /\n\.\.\.[ \t]*\r?\n?$/;
const anyMark = /^\.\.\.(?:\s|$)/m;

/** Reads whatever begins at the cursor, on a line of its own or after `- `, in a collection at column `parent`. */
function readBlock(cursor: Cursor, parent: number): Node | undefined {
  if (isDash(cursor)) return deeper(cursor, readSeq);
  const key = readKey(cursor);
  if (key) return deeper(cursor, (inner) => readMap(inner, key));
  return readInline(cursor, parent);
}

function readMap(cursor: Cursor, firstKey: ScalarNode): Node | undefined {
  const column = cursor.indent;
  const entries: Entry[] = [];
  for (let key: ScalarNode | undefined = firstKey; key; key = readKey(cursor)) {
    const value = readMapValue(cursor, column);
    if (!value) return undefined;
    entries.push({ key, value });
    if (cursor.indent < column) return { kind: 'map', start: firstKey.start, end: value.end, entries };
    if (cursor.indent > column) return undefined;
  }
  return undefined;
}

function readMapValue(cursor: Cursor, column: number): Node | undefined {
  const absent = cursor.at;
  if (!startsNextLine(cursor)) return readInline(cursor, column);
  if (cursor.indent > column) return readBlock(cursor, column);
  // A sequence may stand at its key's own column.
  if (cursor.indent === column && isDash(cursor)) return deeper(cursor, readSeq);
  return nothingAt(absent);
}

function readSeq(cursor: Cursor): Node | undefined {
  const { at: start, indent: column } = cursor;
  const items: Node[] = [];
  let end = start;
  while (cursor.indent === column && isDash(cursor)) {
    const item = readItem(cursor, column);
    if (!item) return undefined;
    items.push(item);
    end = item.end;
  }
  return cursor.indent > column ? undefined : { kind: 'seq', start, end, items };
}

function readItem(cursor: Cursor, column: number): Node | undefined {
  const dash = cursor.at++;
  if (!startsNextLine(cursor)) {
    cursor.indent = column + (cursor.at - dash);
    return readBlock(cursor, column);
  }
  return cursor.indent > column ? readBlock(cursor, column) : nothingAt(dash + 1);
}

/** Reads a value that goes on where its key or dash stands. */
function readInline(cursor: Cursor, parent: number): Node | undefined {
  const first = cursor.text.charCodeAt(cursor.at);
  const isBlock = first === char.bar || first === char.greater;
  const node = isBlock
    ? readBlockScalar(cursor, parent)
    : first === char.openBrace || first === char.openBracket
      ? readFlow(cursor)
      : readScalar(cursor, parent);
  if (!node || (!isBlock && !finishLine(cursor))) return undefined;
  toNextText(cursor);
  if (cursor.indent <= parent) return node;
  // Deeper text after a plain scalar is its next line; after any other, a mistake.
  const whole = node.kind === 'scalar' && node.plain ? readFurtherLines(cursor, node, parent) : undefined;
  if (!whole || !finishLine(cursor)) return undefined;
  toNextText(cursor);
  return cursor.indent <= parent ? whole : undefined;
}

/** True, and at the next text, where nothing but a comment follows on this line. */
function startsNextLine(cursor: Cursor): boolean {
  skipSpaces(cursor);
  const code = cursor.text.charCodeAt(cursor.at);
  const isEnd = code === char.lineFeed || code === char.carriageReturn || code === char.hash || Number.isNaN(code);
  if (!isEnd || !finishLine(cursor)) return false;
  toNextText(cursor);
  return true;
}

function isDash({ text, at }: Cursor): boolean {
  return text.charCodeAt(at) === char.dash && isBlankAt(text, at + 1);
}

function deeper(cursor: Cursor, read: (cursor: Cursor) => Node | undefined): Node | undefined {
  if (cursor.depth >= everydayDepth) return undefined;
  cursor.depth++;
  const node = read(cursor);
  cursor.depth--;
  return node;
}

function nothingAt(at: number): ScalarNode {
  return { kind: 'scalar', start: at, end: at, text: '', plain: true };
}
