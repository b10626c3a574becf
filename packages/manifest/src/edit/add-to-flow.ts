import { type Draft, flowPartsOf, type Refusal, type Spot } from './draft.ts';
import type { FlowPart } from './flow-parts.ts';
import { type FlowText, reindented } from './flow-text.ts';
import { hasComment } from './gap.ts';
import { lineStart } from './lines.ts';
import { type FlowStyle, flowStyleOf } from './print-flow.ts';
import type { TextEdit } from './text-edit.ts';

/** Prints a new part on one line or, given what its first line begins with, on as many as it takes. */
export type PrintFlowPart = (style: FlowStyle, indent?: string) => FlowText | Refusal;

/** Writes a part between brackets, laid out as the others are: each on a line of its own, or all on one. */
export function addToFlow(
  draft: Draft,
  into: Spot,
  place: { readonly index: number; readonly print: PrintFlowPart },
): readonly TextEdit[] | Refusal {
  const parts = flowPartsOf(draft, into);
  if ('why' in parts) return parts;
  const style = flowStyleOf(draft, into.node);
  const first = parts[0];
  if (!first) return fillBrackets(draft, into, { style, print: place.print });
  const isOpen = parts.every(({ lines }) => lines);
  const indent = indentAround(draft.text, first.head);
  const part = place.print(style, isOpen ? indent : undefined);
  if ('why' in part) return part;
  const moved = { ...part, text: reindented(part.text, part.indent, indent) };
  const newcomer = { part: moved, index: place.index, indent, style };
  return isOpen ? onOwnLine(parts, newcomer) : onSameLine(parts, newcomer);
}

interface Newcomer {
  readonly part: FlowText;
  readonly index: number;
  readonly indent: string;
  readonly style: FlowStyle;
}

function onOwnLine(parts: readonly FlowPart[], newcomer: Newcomer): readonly TextEdit[] {
  const next = parts[newcomer.index];
  if (next?.lines) return [inserted(next.lines.start, linesOf(newcomer, true))];
  const last = parts.at(-1) as FlowPart & { lines: { stop: number } };
  const lines = inserted(last.lines.stop, linesOf(newcomer, last.comma !== undefined));
  return last.comma === undefined ? [inserted(last.end, ','), lines] : [lines];
}

function linesOf({ part, indent, style: { lineBreak } }: Newcomer, hasComma: boolean): string {
  const above = part.above.map((comment) => indent + comment + lineBreak).join('');
  return above + indent + part.text + (hasComma ? ',' : '') + part.behind + lineBreak;
}

function onSameLine(
  parts: readonly FlowPart[],
  { part, index, style: { comma } }: Newcomer,
): readonly TextEdit[] | Refusal {
  if (part.above.length > 0 || part.behind !== '') return noRoom;
  const next = parts[index];
  if (next) return [inserted(next.head, part.text + comma)];
  const last = parts.at(-1) as FlowPart;
  return [inserted(last.end, comma + part.text)];
}

/** Where a comment would hide what follows on its line. */
export const noRoom: Refusal = { why: 'its comments would have no place between brackets on one line' };

/** The first part of all. JSON that is laid out on lines has it on a line of its own. */
function fillBrackets(
  { text }: Draft,
  { node, parent }: Spot,
  { style, print }: { readonly style: FlowStyle; readonly print: PrintFlowPart },
): readonly TextEdit[] | Refusal {
  const [start, end] = [node.start + 1, node.end - 1];
  if (hasComment(text, start, end)) return { why: 'there is a comment between its brackets' };
  const around = indentAround(text, node.start);
  const { lineBreak } = style;
  const isOpen = style.isJson && beginsLine(text, parent, node.start);
  const part = print(style, isOpen ? around + style.unit : undefined);
  if ('why' in part) return part;
  if (isOpen || part.above.length > 0 || part.behind !== '') {
    const indent = around + style.unit;
    const moved = { ...part, text: reindented(part.text, part.indent, indent) };
    const lines = linesOf({ part: moved, index: 0, indent, style }, false);
    return [{ start, end, text: lineBreak + lines + around }];
  }
  const pad = style.isPadded && text[node.start] === '{' ? ' ' : '';
  return [{ start, end, text: pad + reindented(part.text, part.indent, around) + pad }];
}

function beginsLine(text: string, parent: Spot | undefined, at: number): boolean {
  if (!parent) return text.slice(at).trim().includes('\n');
  return (
    /^[ \t]*(?:"(?:[^"\\]|\\.)*"[ \t]*:[ \t]*)?$/.test(text.slice(lineStart(text, at), at)) &&
    lineStart(text, at) > parent.node.start
  );
}

/** The blanks that the line of an offset begins with. */
export function indentAround(text: string, at: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, at), at))?.[0] ?? '';
}

function inserted(at: number, text: string): TextEdit {
  return { start: at, end: at, text };
}
