import type { TextEdit } from '@outrigger/manifest';
import type { Splice } from '@outrigger/sidecars';

/** A string of a YAML or JSON file. */
export interface WrittenString {
  /** The text of the file, and where in it the string is written, with its quotes or the header of its block. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** What it says. */
  readonly value: string;
}

/**
 * Splices of a string as edits of the text in which it is written: between quotes, in a block, folded over lines. Only what
 * is put in is new; everything else, how it is broken into lines too, stays. Undefined where the two cannot be matched.
 */
export function editScalar(written: WrittenString, splices: readonly Splice[]): readonly TextEdit[] | undefined {
  const places = align(written);
  if (!places) return undefined;
  const style = styleOf(written);
  const edits = splices.map(({ start, end, text }): TextEdit | undefined => {
    // What begins with a blank follows the letter before it: in front of the next one, a line may begin.
    const from = /^\s/.test(text) ? places[start - 1]?.end : (places[start]?.start ?? places[start - 1]?.end);
    const to = end > start ? places[end - 1]?.end : from;
    if (from === undefined || to === undefined) return undefined;
    return { start: from, end: to, text: encode(text, { written, style, at: from, offset: start }) };
  });
  return edits.some((edit) => edit === undefined) ? undefined : (edits as readonly TextEdit[]);
}

type Style = '"' | "'" | '|' | '>' | 'plain';

function styleOf({ text, start }: WrittenString): Style {
  const first = text[start] ?? '';
  return first === '"' || first === "'" || first === '|' || first === '>' ? first : 'plain';
}

/** Whether a string may be put on more lines: in a literal block only. */
export function isLiteral(written: Pick<WrittenString, 'text' | 'start'>): boolean {
  return written.text[written.start] === '|';
}

interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Where each letter of the string is written; undefined where the two cannot be matched. Blanks have no place: how many there are is a matter of folding. */
export function align(written: WrittenString): readonly (Stretch | undefined)[] | undefined {
  const { text, value, end } = written;
  const style = styleOf(written);
  let at = beginning(written, style);
  const places: (Stretch | undefined)[] = [];
  for (let offset = 0; offset < value.length; offset++) {
    if (/\s/.test(value[offset] ?? '')) continue;
    at = skipBlanks(text, at, style);
    const length = lengthOf(text, at, { style, letter: value[offset] ?? '' });
    if (length === undefined || at + length > end) return undefined;
    places[offset] = { start: at, end: at + length };
    at += length;
  }
  return places;
}

function beginning({ text, start }: WrittenString, style: Style): number {
  if (style === 'plain') return start;
  return style === '|' || style === '>' ? text.indexOf('\n', start) + 1 : start + 1;
}

function skipBlanks(text: string, from: number, style: Style): number {
  const blanks = style === '"' ? /(?:\s|\\[nrt \n]|\\\r\n)*/y : /\s*/y;
  blanks.lastIndex = from;
  return from + (blanks.exec(text)?.[0].length ?? 0);
}

/** How many letters of the text stand for one of the string. */
function lengthOf(text: string, at: number, { style, letter }: { style: Style; letter: string }): number | undefined {
  if (style === "'" && letter === "'") return text.startsWith("''", at) ? 2 : undefined;
  if (style === '"' && text[at] === '\\') return /["\\/]/.test(letter) && text[at + 1] === letter ? 2 : undefined;
  return text[at] === letter ? 1 : undefined;
}

interface Putting {
  readonly written: WrittenString;
  readonly style: Style;
  /** Where in the text, and in the string. */
  readonly at: number;
  readonly offset: number;
}

function encode(put: string, { written, style, at, offset }: Putting): string {
  if (style === "'") return put.replaceAll("'", "''");
  if (style === '"') return put.replace(/["\\]/g, '\\$&');
  if (style !== '|') return put;
  const { text, value } = written;
  const column = indentOf(text, at).length - indentOf(value, offset).length;
  const lineBreak = text.slice(written.start, at).includes('\r\n') ? '\r\n' : '\n';
  return put.replaceAll('\n', lineBreak + ' '.repeat(Math.max(0, column)));
}

function indentOf(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', offset - 1) + 1))?.[0] ?? '';
}
