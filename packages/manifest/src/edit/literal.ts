import { unprintable } from './print-scalar.ts';

/** A string as it may be written behind `|`. */
export interface Literal {
  readonly header: '|' | '|-';
  /** Without indentation. */
  readonly lines: readonly string[];
}

/** A string of several lines as a literal; undefined where it cannot be one. */
export function literalLines(value: string): Literal | undefined {
  const lines = linesOf(value);
  // A first line with blanks would need a number in the header.
  return lines && !startsDeeper(lines) ? { header: value.endsWith('\n') ? '|' : '|-', lines } : undefined;
}

/** The lines of a string that may stand in a block scalar as they are. */
export function linesOf(value: string): readonly string[] | undefined {
  if (!value.includes('\n') || value.endsWith('\n\n') || value.trim() === '') return undefined;
  const lines = value.replace(/\n$/, '').split('\n');
  // Lines of blanks only are lost in the next editor.
  const isOdd = (line: string) => unprintable.test(line.replaceAll('\t', '')) || /^\s+$/.test(line);
  return lines.some(isOdd) ? undefined : lines;
}

/** Does the first line that is not empty begin with blanks? */
export function startsDeeper(lines: readonly string[]): boolean {
  return /^\s/.test(lines.find((line) => line !== '') ?? '');
}
