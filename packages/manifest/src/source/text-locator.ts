import type { Node } from '../parse/node.ts';
import type { Path } from '../problem/problem.ts';
import { locate } from './locate.ts';
import type { Position } from './position.ts';
import type { Source } from './source.ts';

/** Finds where the fields of a value are written. */
export interface TextLocator {
  /** Where the value at `path` is written; for a field that is not there, the key of what there is of the path. */
  locate(path: Path): Position;
  /** Where the key at `path` is written; for a list's item and for the whole value, the same as `locate`. */
  locateKey(path: Path): Position;
}

/** Where a document's text begins in its file. */
export interface Place {
  readonly source: Source;
  readonly offset: number;
}

/** The locator of what a tree says. Nothing is counted before it is asked. */
export function textLocator(root: Node, { source, offset }: Place): TextLocator {
  const positionOf = ({ start, end }: Node): Position => source.position(offset + start, offset + end);
  return {
    locate(path) {
      const { key, value, depth } = locate(root, path);
      return positionOf(depth === path.length ? value : (key ?? value));
    },
    locateKey(path) {
      const { key, value } = locate(root, path);
      return positionOf(key ?? value);
    },
  };
}
