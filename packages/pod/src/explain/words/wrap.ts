import { fit, textWidth } from './text-width.ts';

/** Breaks a text into lines of at most `width` columns, at spaces; a word that is too long is cut. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.replace(UNIT, '$1\u00a0').split(' ').map(unglue)) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (textWidth(longer) <= width) line = longer;
    else {
      if (line !== '') lines.push(line);
      line = fit(word, width);
    }
  }
  lines.push(line);
  return lines;
}

/** A number stays with its unit. */
const UNIT = /(\d) (?=(?:s|min|h|d)\b)/g;

function unglue(word: string): string {
  return word.replaceAll('\u00a0', ' ');
}
