import type { AliasNode, MapNode, Node } from '../parse/node.ts';

/** True for the key `<<`, unless quoted. Mirrors `isMerge` in go.yaml.in/yaml/v2@v2.4.3 decode.go. */
export function isMergeKey(key: Node): boolean {
  if (key.kind !== 'scalar' || key.text !== '<<') return false;
  return key.tag === undefined ? key.plain : key.tag === 'tag:yaml.org,2002:merge';
}

/** The maps that `<<: value` merges, in the order in which later ones win; undefined where it is no map or list of maps. */
export function mergedMaps(value: Node): readonly (MapNode | AliasNode)[] | undefined {
  const nodes = value.kind === 'seq' ? value.items.toReversed() : [value];
  return nodes.every(isMap) ? nodes : undefined;
}

function isMap(node: Node): node is MapNode | AliasNode {
  return node.kind === 'map' || (node.kind === 'alias' && node.target.kind === 'map');
}
