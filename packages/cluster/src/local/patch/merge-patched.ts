import { badRequest } from '../answer/refusal.ts';
import { readJson } from '../decode/read-text.ts';
import type { ApiObject } from '../object/api-object.ts';
import type { Writing } from '../write/writing.ts';
import { decodePatched, shownJson } from './decode-patched.ts';
import { isList, isMap, type JsonMap, type JsonValue } from './json-value.ts';
import { readPatch } from './read-patch.ts';

/** An object after a JSON merge patch (RFC 7386). */
export function mergePatched(writing: Writing, old: ApiObject): ApiObject {
  if (writing.options.fieldValidation === 'Ignore') {
    const { value } = readJson(new TextDecoder().decode(writing.call.request.body));
    // Nobody has looked at the patch before the library does.
    if (Array.isArray(value))
      return decodePatched(writing, value, { shown: JSON.stringify(value), problems: [], isText: true });
    if (!isMap(value)) throw badRequest('Invalid JSON Patch');
  }
  const { value, problems } = readPatch(writing, 'error decoding patch: ');
  if (value === null) throw badRequest('Invalid JSON Patch');
  const merged = mergePatch(old as JsonMap, value as JsonMap);
  return decodePatched(writing, merged, { shown: shownJson(merged), problems, isText: true });
}

/** As gopkg.in/evanphx/json-patch.v4 does it: nulls in lists stay, as in the RFC; those of new maps go. */
function mergePatch(original: JsonMap, patch: JsonMap): JsonMap {
  const merged: Record<string, JsonValue> = { ...original };
  for (const [key, value] of Object.entries(patch)) {
    const before = merged[key];
    if (value === null) delete merged[key];
    else if (isMap(value)) merged[key] = isMap(before) ? mergePatch(before, value) : pruned(value);
    else merged[key] = pruned(value);
  }
  // Go's maps have no order, and are written with their keys sorted.
  return Object.fromEntries(Object.entries(merged).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function pruned(value: JsonValue): JsonValue {
  if (isList(value)) return value.map((item) => (item === null ? null : pruned(item)));
  if (!isMap(value)) return value;
  const kept = Object.entries(value).filter(([, item]) => item !== null);
  return Object.fromEntries(kept.map(([key, item]) => [key, pruned(item)]));
}
