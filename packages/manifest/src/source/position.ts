/** A stretch of a file. Lines and columns count from 1, columns and offsets in UTF-16 code units, ends are exclusive. */
export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly offset: number;
  readonly endOffset: number;
  readonly excerpt: Excerpt;
}

/** The first line of a position, or the part of a very long one that is worth showing. */
export interface Excerpt {
  readonly text: string;
  /** The column at which `text` begins. */
  readonly column: number;
}
