import type { BlockPart } from './block-parts.ts';
import { indentAt, isBlankLine, nextLine } from './lines.ts';
import { linesOf, startsDeeper } from './literal.ts';
import type { TextEdit } from './text-edit.ts';

/**
 * Writes another text into a block scalar, in its style and column; the lines at its beginning and end that stay the same are
 * not touched. Undefined where that cannot be: a text with odd blanks, or a folded one (`>`) whose lines would run together.
 */
export function replaceBlockScalar(
  text: string,
  { node, end, column }: BlockPart,
  { value, lineBreak }: { readonly value: string; readonly lineBreak: string },
): readonly TextEdit[] | undefined {
  const [header = '', style = '', given = ''] = /^([|>])[-+]?(\d?)[-+]?/.exec(text.slice(node.start)) ?? [];
  const said = linesOf(value.includes('\n') ? value : `${value}\n`);
  const lines = said && style === '>' ? folded(said) : said;
  if (!lines) return undefined;
  const start = nextLine(text, node.start);
  const indent = given === '' ? (contentColumn(text, start, end) ?? column + 2) : column + Number(given);
  // Says how much deeper the text is than its surroundings, where its first line would not.
  const number = given !== '' || !startsDeeper(lines) ? given : String(indent - column);
  const chomping = value.endsWith('\n') ? '' : '-';
  const block = lines.map((line) => (line === '' ? '' : ' '.repeat(indent) + line) + lineBreak).join('');
  return [
    { start: node.start, end: node.start + header.length, text: style + number + chomping },
    changedLines(text, { start, end: Math.max(start, end) }, block),
  ];
}

/** Lines of a folded scalar: a line break that is meant takes an empty line. */
function folded(lines: readonly string[]): readonly string[] | undefined {
  // Deeper lines are not folded, and empty ones count in other ways.
  if (lines.some((line) => line === '' || /^\s/.test(line))) return undefined;
  return lines.flatMap((line, index) => (index === 0 ? [line] : ['', line]));
}

function contentColumn(text: string, start: number, end: number): number | undefined {
  for (let line = start; line < end; line = nextLine(text, line)) {
    if (!isBlankLine(text, line)) return indentAt(text, line);
  }
  return undefined;
}

function changedLines(
  text: string,
  { start, end }: { readonly start: number; readonly end: number },
  block: string,
): TextEdit {
  const old = text.slice(start, end).split(/(?<=\n)/);
  const lines = block.split(/(?<=\n)/);
  let head = 0;
  while (head < Math.min(old.length, lines.length) && old[head] === lines[head]) head++;
  let tail = 0;
  while (tail < Math.min(old.length, lines.length) - head && old.at(-1 - tail) === lines.at(-1 - tail)) tail++;
  const length = (some: readonly string[]) => some.join('').length;
  return {
    start: start + length(old.slice(0, head)),
    end: end - length(old.slice(old.length - tail)),
    text: lines.slice(head, lines.length - tail).join(''),
  };
}
