import type { Entry, MapNode, Node, SeqNode } from '../parse/node.ts';
import { skipGap, skipProperties } from './gap.ts';
import { isCommentLine, lineStart, nextLine } from './lines.ts';

/** An item or an entry of a collection with brackets. */
export interface FlowPart {
  readonly entry?: Entry;
  readonly node: Node;
  readonly head: number;
  /** Behind its colon; an item's own beginning. */
  readonly behind: number;
  /** Where the text of its value may begin: behind an anchor and a tag, too. */
  readonly opened: number;
  readonly end: number;
  /** The comma behind it. */
  readonly comma?: number;
  /** Its lines, with comments above and behind, where nothing else stands on them; else undefined. */
  readonly lines?: { readonly start: number; readonly stop: number };
}

/** The parts of a collection with brackets; undefined where the text is not understood. */
export function flowParts(text: string, collection: MapNode | SeqNode): readonly FlowPart[] | undefined {
  const parts: FlowPart[] = [];
  const entries = collection.kind === 'map' ? collection.entries : undefined;
  const nodes = collection.kind === 'map' ? collection.entries.map(({ value }) => value) : collection.items;
  let from = collection.start + 1;
  let floor = nextLine(text, collection.start);
  for (const [index, node] of nodes.entries()) {
    const entry = entries?.[index];
    const head = skipGap(text, from);
    const behind = entry ? afterColon(text, entry) : head;
    const opened = skipProperties(text, behind, node);
    const end = Math.max(node.end, entry ? opened : head);
    const after = skipGap(text, end);
    const isClosed = text[after] === '}' || text[after] === ']';
    if (head > (entry?.key ?? node).start || (text[after] !== ',' && !isClosed)) return undefined;
    const lines = linesOf(text, { head, end: isClosed ? end : after + 1, floor });
    const comma = isClosed ? {} : { comma: after };
    parts.push({ node, head, behind, opened, end, ...comma, ...(entry && { entry }), ...(lines && { lines }) });
    from = isClosed ? after : after + 1;
    floor = nextLine(text, from);
  }
  return parts;
}

function afterColon(text: string, { key }: Entry): number {
  const colon = skipGap(text, key.end);
  return text[colon] === ':' ? colon + 1 : key.end;
}

interface Stretch {
  readonly head: number;
  readonly end: number;
  readonly floor: number;
}

function linesOf(text: string, { head, end, floor }: Stretch): FlowPart['lines'] {
  let start = lineStart(text, head);
  const stop = nextLine(text, end);
  if (text.slice(start, head).trim() !== '' || skipGap(text, end) < stop) return undefined;
  while (start > floor && isCommentLine(text, lineStart(text, start - 1))) start = lineStart(text, start - 1);
  return { start, stop };
}
