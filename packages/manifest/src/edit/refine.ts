import { isJsonObject, type Json } from '../meaning/json.ts';
import { isMergeKey } from '../meaning/merge-key.ts';
import type { Node } from '../parse/node.ts';
import type { Path } from '../problem/problem.ts';
import { nameOf } from './draft.ts';
import type { PatchOperation } from './patch.ts';
import { isSameJson } from './same-json.ts';

/**
 * The small changes that a large one consists of, so that what stays the same keeps its text and comments. Items of lists
 * are compared place by place between those at both ends that are equal.
 */
export function refine(
  node: Node | undefined,
  change: { readonly old: Json; readonly value: Json; readonly path: Path },
): readonly PatchOperation[] {
  const { old, value, path } = change;
  if (isSameJson(old, value)) return [];
  // Shared text stays; its place gets a text of its own.
  if (node?.kind === 'map' && isJsonObject(old) && isJsonObject(value)) return refineMap(node, { old, value, path });
  if (node?.kind === 'seq' && Array.isArray(old) && Array.isArray(value)) return refineList(node, { old, value, path });
  return [{ op: 'replace', path, value }];
}

interface Change<T> {
  readonly old: T;
  readonly value: T;
  readonly path: Path;
}

function refineMap(
  node: Node & { readonly kind: 'map' },
  { old, value, path }: Change<{ readonly [name: string]: Json }>,
): readonly PatchOperation[] {
  const kept = Object.keys(old).filter((name) => Object.hasOwn(value, name));
  return [
    ...kept.flatMap((name) =>
      refine(ownValue(node, name), { old: old[name] as Json, value: value[name] as Json, path: [...path, name] }),
    ),
    ...Object.entries(value)
      .filter(([name]) => !Object.hasOwn(old, name))
      .map(([name, added]): PatchOperation => ({ op: 'add', path: [...path, name], value: added })),
    // Last, so that a map is not empty in between.
    ...Object.keys(old)
      .filter((name) => !Object.hasOwn(value, name))
      .map((name): PatchOperation => ({ op: 'remove', path: [...path, name] })),
  ];
}

function ownValue({ entries }: Node & { readonly kind: 'map' }, name: string): Node | undefined {
  const entry = entries.findLast(({ key }) => isMergeKey(key) || nameOf(key) === name);
  return entry && !isMergeKey(entry.key) ? entry.value : undefined;
}

function refineList(
  node: Node & { readonly kind: 'seq' },
  { old, value, path }: Change<readonly Json[]>,
): readonly PatchOperation[] {
  const shorter = Math.min(old.length, value.length);
  let start = 0;
  while (start < shorter && isSameJson(old[start], value[start])) start++;
  let tail = 0;
  while (tail < shorter - start && isSameJson(old.at(-1 - tail), value.at(-1 - tail))) tail++;
  const both = shorter - start - tail;
  const pairs = Array.from({ length: both }, (_, index) => start + index);
  return [
    ...pairs.flatMap((index) =>
      refine(node.items[index], { old: old[index] as Json, value: value[index] as Json, path: [...path, index] }),
    ),
    ...value
      .slice(start + both, value.length - tail)
      .map((added, index): PatchOperation => ({ op: 'add', path: [...path, start + both + index], value: added })),
    ...old
      .slice(start + both, old.length - tail)
      .map((): PatchOperation => ({ op: 'remove', path: [...path, start + both] })),
  ];
}
