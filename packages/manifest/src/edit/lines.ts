// Lines of a text, by offsets. A line feed ends a line and belongs to it; a carriage return before it does, too.

/** Where the line of an offset begins. */
export function lineStart(text: string, at: number): number {
  return text.lastIndexOf('\n', at - 1) + 1;
}

/** Where the line after the one of an offset begins; the text's end after the last one. */
export function nextLine(text: string, at: number): number {
  const lineFeed = text.indexOf('\n', at);
  return lineFeed < 0 ? text.length : lineFeed + 1;
}

/** The column, from 0, of the first letter of the line that begins at an offset; the line's length when it is blank. */
export function indentAt(text: string, start: number): number {
  let at = start;
  while (text[at] === ' ') at++;
  return at - start;
}

/** Is there nothing but white space on the line that begins at an offset? */
export function isBlankLine(text: string, start: number): boolean {
  return text.slice(start, nextLine(text, start)).trim() === '';
}

/** Is there nothing but a comment on the line that begins at an offset? */
export function isCommentLine(text: string, start: number): boolean {
  return text[start + indentAt(text, start)] === '#';
}

/** The line break that a text uses. */
export function lineBreakOf(text: string): '\n' | '\r\n' {
  const lineFeed = text.indexOf('\n');
  return lineFeed > 0 && text[lineFeed - 1] === '\r' ? '\r\n' : '\n';
}
