import type { Json } from '../meaning/json.ts';
import { applyPatch, valueAt } from './apply-patch.ts';
import { beforeRemoval } from './before-removal.ts';
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
      // Moved onto something that it was a part of.
      const isOntoAround = operation.path.every((step, index) => step === operation.from[index]);
      if (isOntoAround && !isListPlace(before, operation.path)) {
        return [{ op: 'replace', path: operation.path, value: valueAt(before, operation.path) }];
      }
      const left = applyPatch(before, [{ op: 'remove', path: operation.from }]);
      const back: PatchOperation = { op: 'move', from: placeOf(left, operation.path), path: operation.from };
      const old = isListPlace(left, operation.path) ? undefined : find(left, operation.path);
      // What it was moved onto has to come back, too.
      return old === undefined
        ? [back]
        : [back, { op: 'add', path: beforeRemoval(operation.from, operation.path), value: old }];
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
