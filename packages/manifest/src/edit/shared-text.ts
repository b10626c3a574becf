import type { AliasNode, Node } from '../parse/node.ts';
import type { Draft, Spot } from './draft.ts';

/** The name of an anchor at, around or inside of a spot that other places use: changing its text changes them, or leaves them without. */
export function sharedAnchor({ root }: Draft, spot: Spot): string | undefined {
  const around = new Set<Node>();
  for (let at: Spot | undefined = spot; at; at = at.parent) around.add(at.node);
  const inside = new Set(nodesIn(spot.node));
  const aliases = nodesIn(root).filter((node): node is AliasNode => node.kind === 'alias');
  return aliases.find((alias) => !inside.has(alias) && (inside.has(alias.target) || around.has(alias.target)))?.name;
}

/** A node and everything in it, as written: what aliases stand for is elsewhere. */
export function nodesIn(node: Node): readonly Node[] {
  if (node.kind === 'seq') return [node, ...node.items.flatMap(nodesIn)];
  if (node.kind === 'map')
    return [node, ...node.entries.flatMap(({ key, value }) => [...nodesIn(key), ...nodesIn(value)])];
  return [node];
}
