import { isMergeKey } from '../meaning/merge-key.ts';
import { readKey } from '../meaning/read-scalar.ts';
import type { Entry, MapNode, Node, SeqNode } from '../parse/node.ts';
import type { Path } from '../problem/problem.ts';
import { lineStart } from './lines.ts';

/** One document's text and what it was read as. */
export interface Draft {
  readonly text: string;
  readonly root: Node;
}

/** Where something is written: its node, and the collection it is a part of. */
export interface Spot {
  readonly node: Node;
  /** The entry whose value it is, in a map. */
  readonly entry?: Entry;
  readonly parent?: MapNode | SeqNode;
  /** Its place in the parent. */
  readonly index: number;
}

/** Why a text cannot be edited as asked: one sentence without a full stop. */
export interface Refusal {
  readonly why: string;
}

/** Follows a path through the text itself: what an alias or a merge stands for is written elsewhere, for others too. */
export function findSpot({ root }: Draft, path: Path): Spot | Refusal {
  let spot: Spot = { node: root, index: 0 };
  for (const step of path) {
    const next = stepInto(spot.node, step);
    if ('why' in next) return next;
    spot = next;
  }
  return spot;
}

export function isRefusal<T extends object>(result: T | Refusal): result is Refusal {
  return 'why' in result;
}

/** Is a collection written with brackets? */
export function isFlow({ text }: Draft, node: Node): boolean {
  return text[node.start] === '{' || text[node.start] === '[';
}

/** The column of an offset, from 0. */
export function columnOf({ text }: Draft, at: number): number {
  return at - lineStart(text, at);
}

function stepInto(node: Node, step: string | number): Spot | Refusal {
  if (node.kind === 'alias') return { why: `it is written as *${node.name}, whose text other places share` };
  if (node.kind === 'seq') {
    const item = node.items[Number(step)];
    return item ? { node: item, parent: node, index: Number(step) } : { why: `there is no item ${step}` };
  }
  if (node.kind === 'scalar') return { why: `there is no field ${step}` };
  const index = node.entries.findLastIndex(({ key }) => !isMergeKey(key) && nameOf(key) === String(step));
  const entry = node.entries[index];
  if (entry) return { node: entry.value, entry, parent: node, index };
  const isMerged = node.entries.some(({ key }) => isMergeKey(key));
  return { why: isMerged ? `${step} comes from a merge (<<), whose text other places share` : `there is no ${step}` };
}

/** The name that a key means; undefined for a key that is no text. */
export function nameOf(key: Node): string | undefined {
  const meant = readKey(key);
  return meant.ok ? meant.value : undefined;
}
