import { isJsonObject, type Json, type JsonObject } from '../meaning/json.ts';
import type { Path } from '../problem/problem.ts';

/** An object, and where it stands in its document. */
export interface Expanded {
  readonly value: Json;
  readonly path: Path;
}

/**
 * The objects of a document: itself, or the items of a `List`, `PodList`, `DeploymentList`, … An item of a typed list gets
 * the kind that the list's own kind names, because the API server leaves it out there.
 */
export function expandLists(value: Json, path: Path = []): readonly Expanded[] {
  if (!isList(value)) return [{ value, path }];
  return value.items.flatMap((item, index) => expandLists(withKindOf(value, item), [...path, 'items', index]));
}

interface List extends JsonObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly items: readonly Json[];
}

function isList(value: Json): value is List {
  if (!isJsonObject(value) || typeof value.kind !== 'string' || typeof value.apiVersion !== 'string') return false;
  return value.kind.endsWith('List') && Array.isArray(value.items);
}

function withKindOf(list: List, item: Json): Json {
  const kind = list.kind.slice(0, -'List'.length);
  if (kind === '' || !isJsonObject(item) || item.kind !== undefined) return item;
  return { apiVersion: list.apiVersion, kind, ...item };
}
