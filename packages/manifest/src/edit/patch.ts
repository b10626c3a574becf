import type { Json } from '../meaning/json.ts';
import type { Path } from '../problem/problem.ts';

/**
 * One change of an object, as data: RFC 6902 with paths as lists. A `move` takes the value, and in a text its comments and
 * style, with it. Operations apply in order; list indexes mean the list as the operations before have left it.
 */
export type PatchOperation =
  | { readonly op: 'add'; readonly path: Path; readonly value: Json }
  | { readonly op: 'replace'; readonly path: Path; readonly value: Json }
  | { readonly op: 'remove'; readonly path: Path }
  | { readonly op: 'move'; readonly from: Path; readonly path: Path };

/** Changes of one object. */
export type Patch = readonly PatchOperation[];
