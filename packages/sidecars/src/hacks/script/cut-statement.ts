import type { Statement } from 'unbash';

/** A piece of a text that goes, and what comes in its place. */
export interface Cut {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * How to take one command out of a list so that the rest stays a correct script: its whole lines where it has lines of its
 * own, else it and what separates it from the next or the last one. A list in `{ }` or after `then` must not become empty.
 */
export function cutStatement(text: string, list: readonly Statement[], at: number, isTop: boolean): Cut {
  const statement = list[at] as Statement;
  const [before, next] = [list[at - 1], list[at + 1]];
  if (!before && !next && !isTop) return { start: statement.pos, end: statement.end, text: ':' };
  const lines = ownLines(text, statement);
  if (lines) return lines;
  if (next) return { start: statement.pos, end: next.pos, text: '' };
  return { start: before?.end ?? statement.pos, end: statement.end, text: '' };
}

function ownLines(text: string, { pos, end }: Statement): Cut | undefined {
  const start = text.lastIndexOf('\n', pos - 1) + 1;
  if (text.slice(start, pos).trim() !== '' || text[start - 2] === '\\') return undefined;
  const rest = /^[ \t]*(?:;[ \t]*)?(?:#[^\n]*)?(\r?\n|$)/.exec(text.slice(end));
  if (!rest) return undefined;
  const after = end + rest[0].length;
  // The last line of a text without a final line end takes the line end before it along.
  const isLast = rest[1] === '' && start > 0;
  return { start: isLast ? start - (text[start - 2] === '\r' ? 2 : 1) : start, end: after, text: '' };
}
