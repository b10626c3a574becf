import type { Json, JsonObject } from '../meaning/json.ts';
import type { Node } from '../parse/node.ts';
import type { Path } from '../problem/problem.ts';
import { locate } from '../source/locate.ts';
import type { Position } from '../source/position.ts';
import type { Source } from '../source/source.ts';

/** One object of a manifest, with where each of its fields is written. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  /** Empty where the manifest gives none. */
  readonly name: string;
  readonly namespace?: string;
  readonly value: JsonObject;
  /** The input it was read from, as the user named it. */
  readonly file: string;
  /** Where the value at `path` is written, or what there is of the path; for an absent field, its parent's key. */
  locate(path: Path): Position;
  /** Where the key at `path` is written; for a list's item and for the object itself, the same as `locate`. */
  locateKey(path: Path): Position;
}

/** Where a document's text stands in its file. */
export interface Place {
  readonly source: Source;
  readonly offset: number;
}

/** An object from its value and the tree the value was read from. */
export function toKubernetesObject(value: JsonObject, root: Node, place: Place): KubernetesObject {
  const metadata = value.metadata;
  const namespace = field(metadata, 'namespace');
  return {
    apiVersion: field(value, 'apiVersion') ?? '',
    kind: field(value, 'kind') ?? '',
    name: field(metadata, 'name') ?? field(metadata, 'generateName') ?? '',
    ...(namespace !== undefined && { namespace }),
    value,
    file: place.source.file,
    locate: (path) => locateValue(root, path, place),
    locateKey: (path) => locateKey(root, path, place),
  };
}

function locateValue(root: Node, path: Path, place: Place): Position {
  const found = locate(root, path);
  const isWhole = found.depth === path.length;
  return positionOf(isWhole ? found.value : (found.key ?? found.value), place);
}

function locateKey(root: Node, path: Path, place: Place): Position {
  const { key, value } = locate(root, path);
  return positionOf(key ?? value, place);
}

function positionOf({ start, end }: Node, { source, offset }: Place): Position {
  return source.position(offset + start, offset + end);
}

function field(value: Json | undefined, name: string): string | undefined {
  const found = typeof value === 'object' && value !== null ? (value as JsonObject)[name] : undefined;
  return typeof found === 'string' ? found : undefined;
}
