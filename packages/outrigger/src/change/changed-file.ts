/** The text of a file as it was read, and as it shall be. */
export interface ChangedFile {
  readonly file: string;
  readonly before: string;
  readonly after: string;
}
