import type { Excerpt, Position } from './position.ts';

/** The text of one input. Lines are counted when somebody first asks where something is. */
export class Source {
  readonly file: string;
  readonly text: string;
  #lineStarts: readonly number[] | undefined;

  constructor(file: string, text: string) {
    this.file = file;
    // A byte order mark is no text.
    this.text = text.startsWith('\ufeff') ? text.slice(1) : text;
  }

  /** The stretch from `from` to `to`, as far as it is inside the text. */
  position(from: number, to: number): Position {
    const offset = Math.min(from, this.text.length);
    const endOffset = Math.min(Math.max(offset, to), this.text.length);
    const start = this.#placeOf(offset);
    const end = this.#placeOf(endOffset);
    return {
      file: this.file,
      line: start.line,
      column: start.column,
      endLine: end.line,
      endColumn: end.column,
      offset,
      endOffset,
      excerpt: this.#excerpt(offset - start.column + 1, start.column),
    };
  }

  #placeOf(offset: number): { readonly line: number; readonly column: number } {
    this.#lineStarts ??= findLineStarts(this.text);
    const starts = this.#lineStarts;
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  }

  #excerpt(lineStart: number, column: number): Excerpt {
    const lineFeed = this.text.indexOf('\n', lineStart);
    const lineEnd = lineFeed < 0 ? this.text.length : lineFeed;
    const from = Math.max(lineStart, lineStart + column - 1 - shownAround);
    const to = Math.min(lineEnd, lineStart + column - 1 + shownAround);
    return { text: this.text.slice(from, to).replace(/\r$/, ''), column: from - lineStart + 1 };
  }
}

// More than any terminal shows, less than a minified dashboard on one line.
const shownAround = 240;

function findLineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
