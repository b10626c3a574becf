import type { Json } from '../meaning/json.ts';
import { applyPatch, valueAt } from './apply-patch.ts';
import type { Patch, PatchOperation } from './patch.ts';

/** The patch that takes a patched value back to what it was. Keys of a map may come back in another order. */
export function invertPatch(value: Json, patch: Patch): Patch {
  const inverse: PatchOperation[] = [];
  let current = value;
  for (const operation of patch) {
    inverse.unshift(...invert(current, operation));
    current = applyPatch(current, [operation]);
  }
  return inverse;
}

function invert(before: Json, operation: PatchOperation): Patch {
  switch (operation.op) {
    case 'add': {
      const old = isListPlace(before, operation.path) ? undefined : find(before, operation.path);
      if (old !== undefined) return [{ op: 'replace', path: operation.path, value: old }];
      return [{ op: 'remove', path: placeOf(before, operation.path) }];
    }
    case 'replace':
      return [{ op: 'replace', path: operation.path, value: valueAt(before, operation.path) }];
    case 'remove':
      return [{ op: 'add', path: operation.path, value: valueAt(before, operation.path) }];
    case 'move': {
      const left = applyPatch(before, [{ op: 'remove', path: operation.from }]);
      return [{ op: 'move', from: placeOf(left, operation.path), path: operation.from }];
    }
  }
}

type Place = Extract<PatchOperation, { op: 'add' }>['path'];

function isListPlace(value: Json, path: Place): boolean {
  return Array.isArray(find(value, path.slice(0, -1)));
}

/** `-` is the index that it stands for. */
function placeOf(value: Json, path: Place): Place {
  const parent = find(value, path.slice(0, -1));
  return path.at(-1) === '-' && Array.isArray(parent) ? [...path.slice(0, -1), parent.length] : path;
}

function find(value: Json, path: Place): Json | undefined {
  try {
    return valueAt(value, path);
  } catch {
    return undefined;
  }
}
