import { isJsonObject, type Json, type JsonObject } from '../meaning/json.ts';
import type { Path } from '../problem/problem.ts';

/** Where in an object the parts of a pod are. */
export interface TemplatePaths {
  /** Absent where only a spec is given. */
  readonly metadata?: Path;
  readonly spec: Path;
}

/**
 * Finds pods by their shape: a map whose `spec` has containers with images (Rollout, Knative Service, CloneSet, JobSet,
 * LeaderWorkerSet, ScaledJob, …), or such a `podSpec`. Not the object's own `spec`: there, a list of containers is most often
 * one to be added to pods (SidecarSet, Prometheus).
 */
export function findTemplates(value: JsonObject): readonly TemplatePaths[] {
  return Object.entries(value).flatMap(([name, inner]) => (own.has(name) ? [] : searchIn(inner, [name])));
}

// Nobody keeps a template there, and managed fields are long.
const own: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata', 'status']);

function searchIn(value: Json, path: Path): readonly TemplatePaths[] {
  if (Array.isArray(value)) return value.flatMap((item: Json, index) => searchIn(item, [...path, index]));
  if (!isJsonObject(value)) return [];
  if (isPodSpec(value.spec)) return [{ metadata: [...path, 'metadata'], spec: [...path, 'spec'] }];
  if (isPodSpec(value) && /podSpec$/i.test(String(path.at(-1)))) return [{ spec: path }];
  return Object.entries(value).flatMap(([name, inner]) => searchIn(inner, [...path, name]));
}

function isPodSpec(value: Json | undefined): boolean {
  if (!isJsonObject(value) || !Array.isArray(value.containers)) return false;
  return value.containers.some((container: Json) => isJsonObject(container) && typeof container.image === 'string');
}
