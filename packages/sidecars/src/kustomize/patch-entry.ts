import type { Json, JsonObject, KubernetesObject, Path } from '@outrigger/manifest';

/** A patch as a kustomization names it, in its own text or in a file. */
export interface PatchEntry {
  readonly object: KubernetesObject;
  /** Where the kustomization names it. */
  readonly path: Path;
  readonly target: PatchTarget | undefined;
  /** The patch itself. */
  readonly text?: string;
  /** The file that holds it, as the kustomization says it: relative to its own folder. */
  readonly file?: string;
}

/** Which objects a patch is for; without one, the patch names its object itself. */
export interface PatchTarget {
  readonly kind?: string;
  readonly name?: string;
  readonly namespace?: string;
}

/** A patch and what it says. */
export interface ReadPatch extends PatchEntry {
  readonly value: Json;
}

/** The patches of a kustomization (api/types/kustomization.go, kustomize/v5.7.1): strategic merge patches and JSON patches. */
export function patchEntries(object: KubernetesObject): readonly PatchEntry[] {
  if (object.kind !== 'Kustomization' && object.kind !== 'Component') return [];
  return [
    ...listOf(object, 'patches').flatMap(([entry, path]) => fromEntry(object, entry, path)),
    ...listOf(object, 'patchesJson6902').flatMap(([entry, path]) => fromEntry(object, entry, path)),
    ...listOf(object, 'patchesStrategicMerge').flatMap(([entry, path]): PatchEntry[] => {
      if (typeof entry !== 'string') return [];
      const source = /\n|^\s*\{/.test(entry) ? { text: entry } : { file: entry };
      return [{ object, path, target: undefined, ...source }];
    }),
  ];
}

function listOf({ value }: KubernetesObject, field: string): readonly (readonly [Json, Path])[] {
  const list = value[field];
  return Array.isArray(list) ? list.map((entry, index) => [entry, [field, index]] as const) : [];
}

function fromEntry(object: KubernetesObject, entry: Json, path: Path): readonly PatchEntry[] {
  if (!isObject(entry)) return [];
  const target = isObject(entry.target) ? targetOf(entry.target) : undefined;
  if (typeof entry.patch === 'string') return [{ object, path: [...path, 'patch'], target, text: entry.patch }];
  return typeof entry.path === 'string' ? [{ object, path: [...path, 'path'], target, file: entry.path }] : [];
}

function targetOf({ kind, name, namespace }: JsonObject): PatchTarget {
  return {
    ...(typeof kind === 'string' && { kind }),
    ...(typeof name === 'string' && { name }),
    ...(typeof namespace === 'string' && { namespace }),
  };
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
