import { isJsonObject, type Json, type JsonObject } from '../meaning/json.ts';

/** True for Knative Serving's objects. */
export function isKnative({ apiVersion }: { readonly apiVersion: string }): boolean {
  return apiVersion.startsWith('serving.knative.dev/');
}

/**
 * Names the containers that a Knative template may leave without a name.
 *
 * Mirrors `RevisionSpec.SetDefaults` in knative/serving@0217cb3 pkg/apis/serving/v1/revision_defaults.go.
 */
export function nameContainers(spec: JsonObject): JsonObject {
  const { containers } = spec;
  if (!Array.isArray(containers)) return spec;
  const named = containers.map((container: Json, index) => {
    if (!isJsonObject(container) || (container.name !== undefined && container.name !== '')) return container;
    return { ...container, name: containers.length > 1 ? `user-container-${index}` : 'user-container' };
  });
  return { ...spec, containers: named };
}
