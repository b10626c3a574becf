import { isMergeKey, mergedMaps } from '../meaning/merge-key.ts';
import { readKey } from '../meaning/read-scalar.ts';
import type { Entry, MapNode, Node } from '../parse/node.ts';
import type { Path } from '../problem/problem.ts';

/** What stands at a path: a value, and the key it has where it is a map's. */
export interface Found {
  readonly key?: Node;
  readonly value: Node;
  /** How much of the path exists. */
  readonly depth: number;
}

/** Follows a path as far as it exists; through aliases and merges, to the text they stand for. */
export function locate(root: Node, path: Path): Found {
  let found: Found = { value: root, depth: 0 };
  for (const step of path) {
    const next = stepInto(found.value, step);
    if (!next) break;
    found = { ...next, depth: found.depth + 1 };
  }
  return found;
}

function stepInto(node: Node, step: string | number): Pick<Found, 'key' | 'value'> | undefined {
  const target = node.kind === 'alias' ? node.target : node;
  if (target.kind === 'map') return findEntry(target, String(step));
  if (target.kind !== 'seq') return undefined;
  const value = target.items[Number(step)];
  return value && { value };
}

/** The entry that gives a key its value: the last one written, `<<` included. */
function findEntry(map: MapNode, name: string): Entry | undefined {
  for (const entry of map.entries.toReversed()) {
    if (isMergeKey(entry.key)) {
      const merged = findMerged(entry.value, name);
      if (merged) return merged;
    } else if (isNamed(entry.key, name)) {
      return entry;
    }
  }
  return undefined;
}

function findMerged(value: Node, name: string): Entry | undefined {
  for (const map of mergedMaps(value)?.toReversed() ?? []) {
    const target = map.kind === 'alias' ? map.target : map;
    const entry = target.kind === 'map' ? findEntry(target, name) : undefined;
    if (entry) return entry;
  }
  return undefined;
}

function isNamed(key: Node, name: string): boolean {
  const meant = readKey(key);
  return meant.ok && meant.value === name;
}
