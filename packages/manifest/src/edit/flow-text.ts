import type { FlowPart } from './flow-parts.ts';
import { lineStart } from './lines.ts';

/** An item or an entry between brackets as text, without its comma, with what its first line begins with. */
export interface FlowText {
  readonly text: string;
  readonly indent: string;
  /** Comment lines above it, without indentation and line breaks. */
  readonly above: readonly string[];
  /** The comment behind it, with the blanks in front; empty for none. */
  readonly behind: string;
}

/** A part with the comments that belong to it: those on its line, and on the lines directly above where it begins one. */
export function flowTextOf(text: string, { head, end, comma, lines }: FlowPart): FlowText {
  const line = lineStart(text, head);
  const indent = /^[ \t]*/.exec(text.slice(line, head))?.[0] ?? '';
  const above = lines ? text.slice(lines.start, line).split('\n').slice(0, -1) : [];
  const behind = lines ? text.slice(comma === undefined ? end : comma + 1, lines.stop).trimEnd() : '';
  return { text: text.slice(head, end), indent, above: above.map((comment) => comment.trim()), behind };
}

/** Text of more than one line, moved: what its first line began with is exchanged in the others. */
export function reindented(text: string, from: string, to: string): string {
  const [first = '', ...rest] = text.split('\n');
  return [first, ...rest.map((line) => (line.startsWith(from) ? to + line.slice(from.length) : line))].join('\n');
}
