import type { Json } from '../meaning/json.ts';
import { indentAround } from './add-to-flow.ts';
import type { BlockPart } from './block-parts.ts';
import { replaceBlockScalar } from './block-scalar.ts';
import { blockPartsOf, type Draft, flowPartsOf, isBlock, type Refusal, type Spot } from './draft.ts';
import { nextLine } from './lines.ts';
import { literalLines } from './literal.ts';
import { printEntry, printItem } from './print-block.ts';
import { flowStyleOf, printFlow, printOpen } from './print-flow.ts';
import { isScalar, printScalar } from './print-scalar.ts';
import { shiftLines } from './shift-lines.ts';
import { type Style, styleInside } from './style.ts';
import type { TextEdit } from './text-edit.ts';

/** Writes another value in the place of one; its anchor stays, and so does the comment behind it. */
export function replacement(draft: Draft, spot: Spot, value: Json): readonly TextEdit[] | Refusal {
  const { node, parent, index } = spot;
  if (!parent) return { why: 'a whole object cannot be replaced' };
  if (!isBlock(draft, parent)) return inFlow(draft, { spot, parent }, value);
  const parts = blockPartsOf(draft, parent);
  if ('why' in parts) return parts;
  const part = parts[index] as BlockPart;
  const style = imitating(draft.text, part, styleInside(draft, parent.node));
  const isText = typeof value === 'string';
  if (isText && isBlockScalar(draft.text, part)) {
    const edits = replaceBlockScalar(draft.text, part, { value, lineBreak: style.lineBreak });
    if (edits) return edits;
  }
  const isOneLine = isScalar(value) && !(isText && style.hasLiterals && literalLines(value));
  if (isOneLine && !isBlock(draft, spot) && !isBlockScalar(draft.text, part) && !hasTag(node)) {
    return [onOneLine(draft.text, spot, printScalar(value, style))];
  }
  return rewritten(draft.text, part, isOneLine ? ` ${printScalar(value, style)}` : printed(part, value, style));
}

function inFlow(
  draft: Draft,
  { spot, parent }: { readonly spot: Spot; readonly parent: Spot },
  value: Json,
): readonly TextEdit[] | Refusal {
  const parts = flowPartsOf(draft, parent);
  if ('why' in parts) return parts;
  const { text } = draft;
  const style = { ...flowStyleOf(draft, parent.node), ...quoteOf(text, spot.node) };
  const isOpen = style.isJson && parts.every(({ lines }) => lines);
  return [
    onOneLine(text, spot, isOpen ? printOpen(value, indentAround(text, spot.opened), style) : printFlow(value, style)),
  ];
}

/** In the place of a value that is written on one line, or behind a key without one. */
function onOneLine(text: string, { node, opened }: Spot, said: string): TextEdit {
  const start = Math.max(node.start, opened);
  const end = Math.max(node.end, start);
  const isTight = node.start === node.end && !/[\s[{,]/.test(text[start - 1] ?? ' ');
  return { start, end, text: isTight ? ` ${said}` : said };
}

/** Everything behind the key or dash is written anew, but for a comment on that line. */
function rewritten(text: string, part: BlockPart, said: string): readonly TextEdit[] {
  const { node, behind, end } = part;
  // An anchor stays; a tag says what the old value was.
  const from = hasTag(node) ? behind : part.opened;
  const [first, ...rest] = said.split(/(?<=\n)/);
  const head = (first ?? '').replace(/\r?\n$/, '');
  const lines = rest.join('');
  const markLine = nextLine(text, from);
  const afterValue = text[end - 1] === '\n' ? end : nextLine(text, end);
  const isBelow = node.start >= markLine;
  const header = isBlockScalar(text, part) ? /^[|>][-+0-9]*/.exec(text.slice(node.start))?.[0].length : undefined;
  // Where a block scalar ends a collection, its last line break stays.
  const last = text.slice(0, end).replace(/\r?\n$/, '').length;
  const onMarkLine = isBelow ? from : header === undefined ? last : node.start + header;
  // Lines of a value that begins below its key, or has a header there, go; comments on the line of the key stay.
  const oldLines =
    isBelow || header !== undefined
      ? { start: markLine, end: Math.max(markLine, afterValue) }
      : { start: afterValue, end: afterValue };
  return [
    { start: from, end: onMarkLine, text: head },
    { ...oldLines, text: lines },
  ];
}

/** Behind the key or dash: the rest of its line, and the lines below. */
function printed(part: BlockPart, value: Json, style: Style): string {
  const chunk = part.entry ? printEntry('k', value, style) : printItem(value, style);
  const said = shiftLines(chunk.lines, chunk.column, part.column).slice(part.column + (part.entry ? 2 : 1));
  // Behind an anchor, no collection can begin on the line of the dash.
  const isBehindAnchor = !part.entry && part.opened > part.behind && !isScalar(value) && Object.keys(value).length > 0;
  return isBehindAnchor ? `${style.lineBreak}${' '.repeat(part.column + 1)}${said}` : said;
}

function isBlockScalar(text: string, { node }: { readonly node: Spot['node'] }): boolean {
  return node.kind === 'scalar' && !node.plain && (text[node.start] === '|' || text[node.start] === '>');
}

/** Comments that a block scalar in front of them would take for its text. */
function hasDeeperComments(text: string, { end, stop }: BlockPart): boolean {
  return (text[end - 1] === '\n' ? end : nextLine(text, end)) < stop;
}

function imitating(text: string, part: BlockPart, style: Style): Style {
  return { ...style, hasLiterals: !hasDeeperComments(text, part), ...quoteOf(text, part.node) };
}

/** The quotes of the old value. */
function quoteOf(text: string, node: Spot['node']): Partial<Style> {
  const first = text[node.start];
  if (node.kind !== 'scalar' || node.start === node.end) return {};
  return first === '"' || first === "'" ? { quote: first, isQuoted: true } : { isQuoted: false };
}

function hasTag(node: Spot['node']): boolean {
  return node.kind !== 'alias' && node.tag !== undefined;
}
