/** One header of a request, as it came. */
export interface Header {
  readonly name: string;
  readonly value: string;
}

/** What a header takes of a table, and counts of a list's limit (RFC 7541, 4.1). */
export function sizeOf({ name, value }: Header): number {
  return name.length + value.length + 32;
}
