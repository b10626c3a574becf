import type { Resource } from './resource.ts';

/** Which resources there are; custom ones come and go. */
export interface Registry {
  readonly find: (group: string, version: string, plural: string) => Resource | undefined;
  readonly ofKind: (apiVersion: string, kind: string) => Resource | undefined;
  readonly all: () => readonly Resource[];
  /** Takes the place of what had the same group, version and plural. */
  readonly add: (resource: Resource) => void;
  readonly remove: (group: string, version: string, plural: string) => void;
  /** Counts up with every change, for discovery's caches. */
  readonly generation: () => number;
}

/** A registry with these resources. */
export function createRegistry(resources: readonly Resource[]): Registry {
  const byPlace = new Map(resources.map((resource) => [placeOf(resource), resource]));
  let generation = 1;
  return {
    find: (group, version, plural) => byPlace.get(placeOf({ group, version, plural })),
    ofKind: (apiVersion, kind) =>
      byPlace.values().find((resource) => apiVersionOf(resource) === apiVersion && resource.kind === kind),
    all: () => [...byPlace.values()],
    add(resource) {
      byPlace.set(placeOf(resource), resource);
      generation++;
    },
    remove(group, version, plural) {
      if (byPlace.delete(placeOf({ group, version, plural }))) generation++;
    },
    generation: () => generation,
  };
}

/** `apps/v1`, `v1`. */
export function apiVersionOf({ group, version }: Pick<Resource, 'group' | 'version'>): string {
  return group === '' ? version : `${group}/${version}`;
}

function placeOf({ group, version, plural }: Pick<Resource, 'group' | 'version' | 'plural'>): string {
  return `${group}/${version}/${plural}`;
}
