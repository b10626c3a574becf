import type { Node } from '../parse/node.ts';

// What stands between the nodes of a tree: white space, comments, dashes, colons, anchors and tags.

/** Where the next text begins that is neither white space nor a comment. */
export function skipGap(text: string, from: number): number {
  let at = from;
  for (;;) {
    while (isSpace(text[at]) || text[at] === '\n') at++;
    if (text[at] !== '#' || !(at === 0 || isSpace(text[at - 1]) || text[at - 1] === '\n')) return at;
    while (at < text.length && text[at] !== '\n') at++;
  }
}

/**
 * Where the text of a value may begin: behind the anchor and the tag that stand in front of it. In front of a block map, on
 * the line of its first key, they are that key's.
 */
export function skipProperties(text: string, from: number, node: Node): number {
  const isBlock = isBlockCollection(text, node);
  let end = from;
  for (let at = skipGap(text, end); at < node.start; at = skipGap(text, end)) {
    if (text[at] !== '&' && text[at] !== '!') break;
    const after = endOfProperty(text, at);
    if (isBlock && !text.slice(after, node.start).includes('\n')) break;
    end = after;
  }
  return end;
}

/** Is there a comment in a stretch between nodes? */
export function hasComment(text: string, start: number, end: number): boolean {
  return /(?:^|[ \t\n])#/.test(text.slice(Math.max(0, start - 1), end));
}

export function isBlockCollection(text: string, node: Node): boolean {
  return (node.kind === 'map' || node.kind === 'seq') && text[node.start] !== '{' && text[node.start] !== '[';
}

function endOfProperty(text: string, at: number): number {
  const isVerbatim = text.startsWith('!<', at);
  let end = at + 1;
  while (end < text.length && !isSpace(text[end]) && text[end] !== '\n') {
    if (isVerbatim ? text[end - 1] === '>' : ',[]{}'.includes(text[end] as string)) break;
    end++;
  }
  return end;
}

function isSpace(letter: string | undefined): boolean {
  return letter === ' ' || letter === '\t' || letter === '\r';
}
