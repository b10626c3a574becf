import { isMergeKey } from '../meaning/merge-key.ts';
import { readKey } from '../meaning/read-scalar.ts';
import type { Entry, MapNode, Node, SeqNode } from '../parse/node.ts';
import type { Path } from '../problem/problem.ts';
import { type BlockPart, blockParts } from './block-parts.ts';
import { type FlowPart, flowParts } from './flow-parts.ts';
import { isBlockCollection, skipProperties } from './gap.ts';

/** One document's text and what it was read as. */
export interface Draft {
  readonly text: string;
  readonly root: Node;
}

/** Where something is written: its node, and where the collection stands that it is a part of. */
export interface Spot {
  readonly node: Node;
  /** Where the text of the value may begin: behind its key or dash, its anchor and its tag. */
  readonly opened: number;
  /** The entry whose value it is, in a map. */
  readonly entry?: Entry;
  readonly parent?: Spot;
  /** Its place in the parent. */
  readonly index: number;
}

/** Why a text cannot be edited as asked: one sentence without a full stop. */
export interface Refusal {
  readonly why: string;
}

/** Follows a path through the text itself: what an alias or a merge stands for is written elsewhere, for others too. */
export function findSpot({ text, root }: Draft, path: Path): Spot | Refusal {
  let spot: Spot = { node: root, opened: skipProperties(text, 0, root), index: 0 };
  for (const step of path) {
    const next = stepInto(text, spot, step);
    if ('why' in next) return next;
    spot = next;
  }
  return spot;
}

export function isRefusal<T extends object>(result: T | Refusal): result is Refusal {
  return 'why' in result;
}

/** Is what stands here in block style, so that its parts have lines of their own? */
export function isBlock({ text }: Draft, { node }: Spot): boolean {
  return isBlockCollection(text, node);
}

/** The parts of a collection in block style. */
export function blockPartsOf({ text }: Draft, { node, opened }: Spot): readonly BlockPart[] | Refusal {
  return blockParts(text, node as MapNode | SeqNode, opened) ?? odd;
}

/** The parts of a collection with brackets. */
export function flowPartsOf({ text }: Draft, { node }: Spot): readonly FlowPart[] | Refusal {
  return flowParts(text, node as MapNode | SeqNode) ?? odd;
}

const odd: Refusal = { why: 'it is written in a form that cannot be edited' };

/** The name that a key means; undefined for a key that is no text, and for `<<`. */
export function nameOf(key: Node): string | undefined {
  if (isMergeKey(key)) return undefined;
  const meant = readKey(key);
  return meant.ok ? meant.value : undefined;
}

/** Does a map get a field, or a later value of it, from `<<`? */
export function isMerged(map: MapNode): boolean {
  return map.entries.some(({ key }) => isMergeKey(key));
}

function stepInto(text: string, spot: Spot, step: string | number): Spot | Refusal {
  const { node } = spot;
  if (node.kind === 'alias') return { why: `it is written as *${node.name}, whose text other places share` };
  if (node.kind === 'scalar') return { why: `there is no field ${step}` };
  const index = indexOf(node, step);
  const found = node.kind === 'map' ? node.entries[index]?.value : node.items[index];
  if (!found) return { why: whyAbsent(node, step) };
  const parts = isBlockCollection(text, node) ? blockParts(text, node, spot.opened) : flowParts(text, node);
  const part = parts?.[index];
  if (!part) return odd;
  return { node: found, opened: part.opened, parent: spot, index, ...(part.entry && { entry: part.entry }) };
}

function indexOf(node: MapNode | SeqNode, step: string | number): number {
  if (node.kind === 'seq') return Number(step);
  return node.entries.findLastIndex(({ key }) => nameOf(key) === String(step));
}

function whyAbsent(node: MapNode | SeqNode, step: string | number): string {
  if (node.kind === 'seq') return `there is no item ${step}`;
  return isMerged(node) ? `${step} comes from a merge (<<), whose text other places share` : `there is no ${step}`;
}
