import type { Entry, MapNode, Node, SeqNode } from '../parse/node.ts';
import { skipGap, skipProperties } from './gap.ts';
import { indentAt, isBlankLine, isCommentLine, lineStart, nextLine } from './lines.ts';

/**
 * An item or an entry of a collection in block style, with the lines that belong to it. Who owns a comment:
 *
 * - inside a part, and at the end of one of its lines: the part;
 * - directly above a part, in its own column and without a blank line between: the part;
 * - below a part and deeper than its first letter: the part (a field of it that was commented out);
 * - every other comment: the collection. It stays where it is: above the first part or between two, set off by a blank
 *   line; below the last part in its column; less deep than the part.
 *
 * Blank lines belong to nobody, they stand between two parts: see {@link removePart} for those that go with a part.
 */
export interface BlockPart {
  readonly entry?: Entry;
  readonly node: Node;
  /** The dash, or the first letter of the key, its anchor, its tag or its `?`. */
  readonly head: number;
  readonly column: number;
  /** Does the part begin behind something else on its line, as the first field behind a dash does? */
  readonly isInline: boolean;
  /** Behind its dash or its colon. */
  readonly behind: number;
  /** Where the text of its value may begin: behind an anchor and a tag, too. */
  readonly opened: number;
  /** Where its value ends; behind the last line break where that is a block scalar. */
  readonly end: number;
  /** The first of its lines; the head where that is inline. */
  readonly start: number;
  /** The line after the last of its lines. */
  readonly stop: number;
}

/** The parts of a collection whose value may begin at `opened`; undefined where the text is not understood. */
export function blockParts(
  text: string,
  collection: MapNode | SeqNode,
  opened: number,
): readonly BlockPart[] | undefined {
  const parts: BlockPart[] = [];
  const entries = collection.kind === 'map' ? collection.entries : undefined;
  const nodes = collection.kind === 'map' ? collection.entries.map(({ value }) => value) : collection.items;
  let from = opened;
  // The line of what is around it has no comments of the first part.
  let floor = opened === 0 ? 0 : nextLine(text, opened);
  for (const [index, node] of nodes.entries()) {
    const entry = entries?.[index];
    const head = skipGap(text, from);
    const behind = entry ? afterColon(text, entry, head) : afterDash(text, head);
    if (behind === undefined) return undefined;
    const part = withLines(text, { node, head, floor, behind });
    if (!part) return undefined;
    parts.push(entry ? { ...part, entry } : part);
    from = part.end;
    floor = part.stop;
  }
  return parts;
}

function afterDash(text: string, head: number): number | undefined {
  return text[head] === '-' ? head + 1 : undefined;
}

/** Behind the colon; behind the key where an explicit key has no value. */
function afterColon(text: string, { key }: Entry, head: number): number | undefined {
  if (head > key.start) return undefined;
  const colon = skipGap(text, key.end);
  if (text[colon] === ':') return colon + 1;
  return text[head] === '?' ? key.end : undefined;
}

interface Rough {
  readonly node: Node;
  readonly head: number;
  readonly behind: number;
  readonly floor: number;
}

function withLines(text: string, { node, head, behind, floor }: Rough): BlockPart | undefined {
  const opened = skipProperties(text, behind, node);
  const end = Math.max(node.end, opened);
  const line = lineStart(text, head);
  const column = head - line;
  const isInline = line + indentAt(text, line) !== head;
  const after = text[end - 1] === '\n' ? end : nextLine(text, end);
  if (skipGap(text, end) < after && after > end) return undefined;
  const start = isInline ? head : withCommentsAbove(text, line, { column, floor });
  return { node, head, column, isInline, behind, opened, end, start, stop: withDeeperComments(text, after, column) };
}

function withCommentsAbove(
  text: string,
  line: number,
  limit: { readonly column: number; readonly floor: number },
): number {
  let start = line;
  while (start > limit.floor) {
    const above = lineStart(text, start - 1);
    if (!isCommentLine(text, above) || indentAt(text, above) !== limit.column) break;
    start = above;
  }
  return start;
}

function withDeeperComments(text: string, after: number, column: number): number {
  let stop = after;
  for (let line = after; line < text.length; line = nextLine(text, line)) {
    if (isBlankLine(text, line)) continue;
    if (!isCommentLine(text, line) || indentAt(text, line) <= column) break;
    stop = nextLine(text, line);
  }
  return stop;
}
