import type { Refusal } from './draft.ts';
import type { FlowPart } from './flow-parts.ts';
import { hasComment } from './gap.ts';
import type { TextEdit } from './text-edit.ts';

/** Takes a part out from between brackets, with its comma, and with its lines where it has some of its own. */
export function removeFromFlow(text: string, parts: readonly FlowPart[], index: number): readonly TextEdit[] | Refusal {
  const part = parts[index] as FlowPart;
  const next = parts[index + 1];
  const before = parts[index - 1];
  if (!next && !before) return [alone(text, part)];
  if (part.lines && (next || before?.lines)) {
    const lines = { start: part.lines.start, end: part.lines.stop, text: '' };
    const isCommaLeft = !next && part.comma === undefined && before?.comma !== undefined;
    return isCommaLeft ? [{ start: before.comma, end: before.comma + 1, text: '' }, lines] : [lines];
  }
  const [start, end] = next ? [part.head, next.head] : [before?.end ?? part.head, part.end];
  const rest = next ? [part.end, end] : [start, part.head];
  if (hasComment(text, ...(rest as [number, number])))
    return { why: 'there is a comment between it and its neighbour' };
  return [{ start, end, text: '' }];
}

/** The brackets close again, where nothing else is between them. */
function alone(text: string, { head, end, comma, lines }: FlowPart): TextEdit {
  const { start, stop } = lines ?? { start: head, stop: comma === undefined ? end : comma + 1 };
  const before = /\s*$/.exec(text.slice(0, start))?.[0].length ?? 0;
  const after = /^\s*/.exec(text.slice(stop))?.[0].length ?? 0;
  const isClosed = '[{'.includes(text[start - before - 1] ?? ' ') && ']}'.includes(text[stop + after] ?? ' ');
  return isClosed ? { start: start - before, end: stop + after, text: '' } : { start, end: stop, text: '' };
}
