/** User's text as a message can bear it: a manifest may hold a key of a megabyte. */
export function shorten(text: string): string {
  return text.length <= 80 ? text : `${text.slice(0, 79)}…`;
}

/** The same in quotes, with what is not printable escaped. */
export function quote(text: string): string {
  return JSON.stringify(shorten(text));
}
