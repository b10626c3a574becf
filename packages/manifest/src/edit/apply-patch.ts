import { isJsonObject, type Json, type JsonObject } from '../meaning/json.ts';
import type { Path } from '../problem/problem.ts';
import type { Patch, PatchOperation } from './patch.ts';

/** The value after a patch; the value given stays as it is. Throws a RangeError for a path that leads nowhere: a patch is made for its object. */
export function applyPatch(value: Json, patch: Patch): Json {
  return patch.reduce(applyOperation, value);
}

function applyOperation(value: Json, operation: PatchOperation): Json {
  switch (operation.op) {
    case 'add':
      return changeAt(value, operation.path, (parent, key) => withAdded(parent, key, operation.value));
    case 'replace':
      if (operation.path.length === 0) return operation.value;
      valueAt(value, operation.path);
      return changeAt(value, operation.path, (parent, key) => withReplaced(parent, key, operation.value));
    case 'remove':
      valueAt(value, operation.path);
      return changeAt(value, operation.path, without);
    case 'move': {
      const moved = valueAt(value, operation.from);
      const left = changeAt(value, operation.from, without);
      return changeAt(left, operation.path, (parent, key) => withAdded(parent, key, moved));
    }
  }
}

/** What stands at a path; throws a RangeError where nothing does. */
export function valueAt(value: Json, path: Path): Json {
  return path.reduce<Json>((at, key) => {
    const inner = childOf(at, key);
    if (inner === undefined) throw new RangeError(`nothing at ${JSON.stringify(path)}`);
    return inner;
  }, value);
}

type Change = (parent: Json, key: string | number) => Json;

function changeAt(value: Json, path: Path, change: Change): Json {
  const [key, ...rest] = path;
  if (key === undefined) throw new RangeError('a whole object can only be replaced');
  if (rest.length === 0) return change(value, key);
  const inner = childOf(value, key);
  if (inner === undefined) throw new RangeError(`nothing at ${JSON.stringify(path)}`);
  return withReplaced(value, key, changeAt(inner, rest, change));
}

function childOf(value: Json, key: string | number): Json | undefined {
  if (Array.isArray(value)) return value[Number(key)];
  return isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

function withReplaced(parent: Json, key: string | number, value: Json): Json {
  if (Array.isArray(parent)) return parent.with(Number(key), value);
  return fromEntries(entriesOf(parent).map(([name, old]) => [name, name === String(key) ? value : old]));
}

function withAdded(parent: Json, key: string | number, value: Json): Json {
  if (Array.isArray(parent)) {
    const index = key === '-' ? parent.length : Number(key);
    if (!(index >= 0 && index <= parent.length)) throw new RangeError(`no place ${key} in a list of ${parent.length}`);
    return parent.toSpliced(index, 0, value);
  }
  return fromEntries([...entriesOf(parent).filter(([name]) => name !== String(key)), [String(key), value]]);
}

function without(parent: Json, key: string | number): Json {
  if (Array.isArray(parent)) return parent.toSpliced(Number(key), 1);
  return fromEntries(entriesOf(parent).filter(([name]) => name !== String(key)));
}

function entriesOf(parent: Json): [string, Json][] {
  if (!isJsonObject(parent)) throw new RangeError('a scalar has no parts');
  return Object.entries(parent);
}

/** `__proto__` is a key like any other. */
function fromEntries(entries: readonly (readonly [string, Json])[]): JsonObject {
  return Object.fromEntries(entries);
}
