import { isJsonObject, type Json, type JsonObject } from '../meaning/json.ts';

/** True for Knative Serving's objects. */
export function isKnative({ apiVersion }: { readonly apiVersion: string }): boolean {
  return apiVersion.startsWith('serving.knative.dev/');
}

/** What RevisionSpec adds to PodSpec: knative/serving@0217cb3 pkg/apis/serving/v1/revision_types.go. */
export const revisionFields: ReadonlySet<string> = new Set([
  'containerConcurrency',
  'timeoutSeconds',
  'responseStartTimeoutSeconds',
  'idleTimeoutSeconds',
]);

/** The pod that Knative makes of a revision: without the revision's own fields, and with names for all containers. */
export function podOfRevision(spec: JsonObject): JsonObject {
  return nameContainers(Object.fromEntries(Object.entries(spec).filter(([name]) => !revisionFields.has(name))));
}

/** Mirrors `RevisionSpec.SetDefaults` in knative/serving@0217cb3 pkg/apis/serving/v1/revision_defaults.go. */
function nameContainers(spec: JsonObject): JsonObject {
  const { containers } = spec;
  if (!Array.isArray(containers)) return spec;
  const named = containers.map((container: Json, index) => {
    if (!isJsonObject(container) || (container.name !== undefined && container.name !== '')) return container;
    return { ...container, name: containers.length > 1 ? `user-container-${index}` : 'user-container' };
  });
  return { ...spec, containers: named };
}
