/** A text with the part between « and » marked, as tests write it. */
export interface MarkedText {
  readonly text: string;
  readonly offset: number;
  readonly endOffset: number;
}

export function unmark(marked: string): MarkedText {
  const offset = marked.indexOf('«');
  const endOffset = marked.indexOf('»') - 1;
  return { text: marked.replace(/[«»]/g, ''), offset, endOffset };
}
