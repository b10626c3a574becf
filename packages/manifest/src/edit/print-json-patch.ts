import type { Json } from '../meaning/json.ts';
import type { Path } from '../problem/problem.ts';
import type { Patch } from './patch.ts';

/** An operation as RFC 6902 has it, for `kubectl patch --type json`. */
export type JsonPatchOperation =
  | { readonly op: 'add' | 'replace'; readonly path: string; readonly value: Json }
  | { readonly op: 'remove'; readonly path: string }
  | { readonly op: 'move'; readonly from: string; readonly path: string };

/** A patch with JSON pointers (RFC 6901) for paths. */
export function printJsonPatch(patch: Patch): readonly JsonPatchOperation[] {
  return patch.map((operation) =>
    operation.op === 'move'
      ? { op: 'move', from: pointer(operation.from), path: pointer(operation.path) }
      : { ...operation, path: pointer(operation.path) },
  );
}

function pointer(path: Path): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
