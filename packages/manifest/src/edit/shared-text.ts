import type { AliasNode, Node } from '../parse/node.ts';
import type { Draft, Spot } from './draft.ts';

/** Why a change at a spot is more than that, as far as anchors are the reason. */
export function whyShared({ root }: Draft, spot: Spot): string | undefined {
  const around = new Set<Node>();
  for (let at: Spot | undefined = spot; at; at = at.parent) around.add(at.node);
  const inside = nodesIn(spot.node);
  const isInside = new Set(inside);
  const elsewhere = nodesIn(root).filter((node) => isAlias(node) && !isInside.has(node)) as readonly AliasNode[];
  const user = elsewhere.find(({ target }) => isInside.has(target) || around.has(target));
  if (user) return `other places share its text by *${user.name}`;
  const used = inside.filter(isAlias).find(({ target }) => !isInside.has(target));
  return used && `it uses *${used.name}, which has to come later than &${used.name}`;
}

/** A node and everything in it, as written: what aliases stand for is elsewhere. */
function nodesIn(node: Node): readonly Node[] {
  if (node.kind === 'seq') return [node, ...node.items.flatMap(nodesIn)];
  if (node.kind === 'map') {
    return [node, ...node.entries.flatMap(({ key, value }) => [...nodesIn(key), ...nodesIn(value)])];
  }
  return [node];
}

function isAlias(node: Node): node is AliasNode {
  return node.kind === 'alias';
}
