/** Joins the lines of a flow scalar: one line break is a space, each further one stays (YAML 1.2, 7.4). */
export function foldLines(text: string): string {
  if (!text.includes('\n')) return text;
  return text.replace(blanksOrBreak, fold);
}

// Blanks before a break are found from their first one on only: from each of them would take too long for a million.
const blanksOrBreak = /(?<![ \t])[ \t]+(?=\r?\n)|\r?\n[ \t\r\n]*/g;

/** What blanks before a break, or breaks and the blanks after them, become. */
export function fold(found: string): string {
  const breaks = found.split('\n').length - 1;
  if (breaks === 0) return '';
  return breaks === 1 ? ' ' : '\n'.repeat(breaks - 1);
}

/** True when each further line that has text is indented by more than `parent` spaces, and by no tab. */
export function isDeeper(text: string, parent: number): boolean {
  if (!text.includes('\n')) return true;
  for (const [, indent, first] of text.matchAll(/\n( *)([^ \r\n])/g)) {
    if (first === '\t' || (indent?.length ?? 0) <= parent) return false;
  }
  return true;
}
