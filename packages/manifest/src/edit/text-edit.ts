/** A piece of a text to be replaced. Offsets are UTF-16 code units of the text before any edit, the end exclusive. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}
