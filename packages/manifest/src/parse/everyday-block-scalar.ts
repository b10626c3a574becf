import { type Cursor, char } from './everyday-cursor.ts';
import type { ScalarNode } from './node.ts';

/**
 * Reads a block scalar (`|` or `>`) whose lines stand deeper than column `parent`, and leaves the cursor at the start of
 * the line after it; undefined where the header gives the indentation, or white space needs a second look.
 */
export function readBlockScalar(cursor: Cursor, parent: number): ScalarNode | undefined {
  const { text, at: start } = cursor;
  header.lastIndex = start;
  const [, style, chomping] = header.exec(text) ?? [];
  if (style === undefined || chomping === undefined) return undefined;
  const block = readLines(text, header.lastIndex, parent);
  if (!block) return undefined;
  cursor.at = block.next;
  const end = chomping === '+' ? block.next : block.contentEnd;
  const last = block.lines.findLastIndex((line) => line !== '') + 1;
  const content = block.lines.slice(0, last);
  const breaks = '\n'.repeat(lineBreaksAfter(chomping, last, block.lines.length));
  return {
    kind: 'scalar',
    start,
    end,
    text: (style === '|' ? content.join('\n') : fold(content)) + breaks,
    plain: false,
  };
}

const header = /([|>])([+-]?)[ \t]*(?:(?<=[ \t])#[^\n]*)?\r?\n/y;

interface Block {
  /** Without their indentation and line breaks. */
  readonly lines: readonly string[];
  /** Just after the last line that is more than an empty one. */
  readonly contentEnd: number;
  /** The start of the first line that does not belong to the block. */
  readonly next: number;
}

function readLines(text: string, from: number, parent: number): Block | undefined {
  const lines: string[] = [];
  let indent: number | undefined;
  let longestBlank = 0;
  let contentEnd = from;
  let at = from;
  while (at < text.length) {
    const lineFeed = text.indexOf('\n', at);
    const next = lineFeed < 0 ? text.length : lineFeed + 1;
    const line = text.slice(at, endOfText(text, at, next));
    const depth = firstText(line);
    if (depth === line.length && (indent === undefined || depth <= indent)) {
      if (indent === undefined) longestBlank = Math.max(longestBlank, depth);
      lines.push('');
    } else if (depth <= parent) {
      if (line.charCodeAt(depth) === char.tab) return undefined;
      break;
    } else {
      indent ??= depth;
      if (depth < indent || longestBlank > indent) return undefined;
      lines.push(line.slice(indent));
      contentEnd = next;
    }
    at = next;
  }
  return indent === undefined && longestBlank > 0 ? undefined : { lines, contentEnd, next: at };
}

/** Lines become one, blank lines become line breaks; lines that begin with white space keep theirs (YAML 1.2, 8.1.3). */
function fold(lines: readonly string[]): string {
  let folded = '';
  let breaks = 0;
  let isAfterIndented = true;
  for (const line of lines) {
    if (line === '') {
      breaks++;
      continue;
    }
    const isIndented = line.startsWith(' ') || line.startsWith('\t');
    const keepsBreak = isIndented || isAfterIndented;
    folded +=
      breaks > 0
        ? '\n'.repeat(breaks + (keepsBreak && folded !== '' ? 1 : 0))
        : keepsBreak && folded !== ''
          ? '\n'
          : '';
    if (breaks === 0 && !keepsBreak) folded += ' ';
    folded += line;
    isAfterIndented = isIndented;
    breaks = 0;
  }
  return folded;
}

/** How many end a block of which `last` of `count` lines have content. */
function lineBreaksAfter(chomping: string, last: number, count: number): number {
  if (chomping === '+') return count - last + (last > 0 ? 1 : 0);
  return chomping === '' && last > 0 ? 1 : 0;
}

/** Before the line break, which is a line feed, alone or after a carriage return. */
function endOfText(text: string, at: number, next: number): number {
  if (text.charCodeAt(next - 1) !== char.lineFeed) return next;
  return next - 2 >= at && text.charCodeAt(next - 2) === char.carriageReturn ? next - 2 : next - 1;
}

function firstText(line: string): number {
  let depth = 0;
  while (line.charCodeAt(depth) === char.space) depth++;
  return depth;
}
