import type { ApiObject } from '../object/api-object.ts';
import type { Writing } from '../write/writing.ts';
import { decodePatched } from './decode-patched.ts';
import { isList, isMap, type JsonMap, type JsonValue } from './json-value.ts';
import { readPatch } from './read-patch.ts';

/** An object after a JSON merge patch (RFC 7386). */
export function mergePatched(writing: Writing, old: ApiObject): ApiObject {
  const { value, problems } = readPatch(writing, 'error decoding patch: ');
  const merged = mergePatch(old as JsonMap, value as JsonMap);
  return decodePatched(writing, merged, { shown: JSON.stringify(merged), problems });
}

/** As gopkg.in/evanphx/json-patch.v4 does it: nulls in lists stay, as in the RFC; those of new maps go. */
export function mergePatch(original: JsonMap, patch: JsonMap): JsonMap {
  const merged: Record<string, JsonValue> = { ...original };
  for (const [key, value] of Object.entries(patch)) {
    const before = merged[key];
    if (value === null) delete merged[key];
    else if (isMap(value)) merged[key] = isMap(before) ? mergePatch(before, value) : pruned(value);
    else merged[key] = pruned(value);
  }
  return merged;
}

function pruned(value: JsonValue): JsonValue {
  if (isList(value)) return value.map((item) => (item === null ? null : pruned(item)));
  if (!isMap(value)) return value;
  const kept = Object.entries(value).filter(([, item]) => item !== null);
  return Object.fromEntries(kept.map(([key, item]) => [key, pruned(item)]));
}
