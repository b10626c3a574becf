import type { Json } from '../meaning/json.ts';
import type { Entry } from '../parse/node.ts';
import { addition, type Newcomer, newcomerOf } from './add.ts';
import { noRoom } from './add-to-flow.ts';
import type { BlockPart } from './block-parts.ts';
import { type Chunk, chunkOf, chunkWithKey } from './chunk.ts';
import { blockPartsOf, type Draft, flowPartsOf, isBlock, nameOf, type Refusal, type Spot } from './draft.ts';
import type { FlowPart } from './flow-parts.ts';
import { flowTextOf, reindented } from './flow-text.ts';
import { hasComment } from './gap.ts';
import { lineStart } from './lines.ts';
import { printKey } from './print-block.ts';
import { printFlowKey } from './print-flow.ts';
import { printScalar } from './print-scalar.ts';
import { removal } from './remove.ts';
import { type Quote, styleOf } from './style.ts';
import type { TextEdit } from './text-edit.ts';

/** What is moved: where it stands, the collection it goes to as it is now, its place there, and what it means. */
export interface Move {
  readonly spot: Spot;
  readonly into: Spot;
  readonly key: string | number;
  readonly value: Json;
}

/** Takes a part to another collection as it is written, with its comments. */
export function relocation(draft: Draft, { spot, into, key, value }: Move): readonly TextEdit[] | Refusal {
  if (spot.parent?.node === into.node && spot.entry) return renaming(draft, spot.entry, String(key));
  const removed = removal(draft, spot);
  if ('why' in removed) return removed;
  const name = into.node.kind === 'map' ? String(key) : undefined;
  const newcomer = asWritten(draft, spot, { name, value });
  if ('why' in newcomer) return newcomer;
  const added = addition(draft, into, { key, newcomer });
  return 'why' in added ? added : [...removed, ...added];
}

/** A field that stays in its map keeps its place. */
function renaming(draft: Draft, { key }: Entry, name: string): readonly TextEdit[] | Refusal {
  const { text } = draft;
  if (key.kind !== 'scalar') return { why: 'its key is no text' };
  const isQuoted = text[key.start] === '"' || text[key.start] === "'";
  const style = { ...styleOf(draft), isQuoted, ...(isQuoted && { quote: text[key.start] as Quote }), isInFlow: true };
  return [{ start: key.start, end: key.end, text: printScalar(name, style) }];
}

interface Target {
  /** Of a field; none for an item. */
  readonly name: string | undefined;
  readonly value: Json;
}

function asWritten(draft: Draft, spot: Spot, target: Target): Newcomer | Refusal {
  const { parent, index } = spot;
  if (!parent) return { why: 'a whole object cannot be moved' };
  if (isBlock(draft, parent)) {
    const parts = blockPartsOf(draft, parent);
    return 'why' in parts ? parts : fromBlock(draft, { part: parts[index] as BlockPart, parent }, target);
  }
  const parts = flowPartsOf(draft, parent);
  return 'why' in parts ? parts : fromFlow(draft, parts[index] as FlowPart, target);
}

function fromBlock(
  { text }: Draft,
  { part, parent }: { readonly part: BlockPart; readonly parent: Spot },
  { name, value }: Target,
): Newcomer | Refusal {
  const isSame = name === (part.entry ? nameOf(part.entry.key) : undefined);
  if (!isSame && text[part.head] === '?') return { why: 'its key is written with a question mark' };
  const { print } = newcomerOf(value, name);
  const dashIndent = dashIndentOf(text, parent);
  return {
    toChunk: (style) =>
      isSame ? chunkOf(text, part) : chunkWithKey(text, part, name === undefined ? '-' : `${printKey(name, style)}:`),
    print: (style, indent) => (hasComment(text, part.start, part.stop) ? noRoom : print(style, indent)),
    ...(dashIndent !== undefined && { dashIndent }),
  };
}

function dashIndentOf(text: string, { node, entry }: Spot): number | undefined {
  if (node.kind !== 'seq' || !entry) return undefined;
  return Math.max(0, columnOf(text, node.start) - columnOf(text, entry.key.start));
}

function fromFlow({ text }: Draft, part: FlowPart, { name }: Target): Newcomer {
  const written = flowTextOf(text, part);
  const value = text.slice(part.behind, part.end).trimStart();
  const isSame = name === (part.entry ? nameOf(part.entry.key) : undefined);
  return {
    toChunk(style): Chunk {
      const { lineBreak } = style;
      const mark = name === undefined ? '-' : `${printKey(name, style)}:`;
      const above = written.above.map((comment) => comment + lineBreak).join('');
      const said = value === '' ? '' : ` ${reindented(value, written.indent, '  ')}`;
      return { lines: above + mark + said + written.behind + lineBreak, column: 0 };
    },
    print: (style) =>
      isSame ? written : { ...written, text: (name === undefined ? '' : printFlowKey(name, style)) + value },
  };
}

function columnOf(text: string, at: number): number {
  return at - lineStart(text, at);
}
