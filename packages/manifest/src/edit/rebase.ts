import type { Path } from '../problem/problem.ts';
import type { Patch } from './patch.ts';

/** A patch of an object, as a patch of the value that the object is at a path of. */
export function rebase(base: Path, patch: Patch): Patch {
  return patch.map((operation) => {
    const path = [...base, ...operation.path];
    return operation.op === 'move'
      ? { ...operation, path, from: [...base, ...operation.from] }
      : { ...operation, path };
  });
}
