import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Json, JsonObject, KubernetesObject } from '@outrigger/manifest';

/** A kustomization with the texts of the patches that it has in files, each in its entry as if it were written there. */
export function withPatchTexts({ value, file }: KubernetesObject): JsonObject {
  const folder = dirname(file);
  const filled = (list: Json | undefined) =>
    Array.isArray(list) ? { list: list.map((entry) => fill(entry, folder)) } : undefined;
  const [patches, operations] = [filled(value.patches), filled(value.patchesJson6902)];
  return {
    ...value,
    ...(patches && { patches: patches.list }),
    ...(operations && { patchesJson6902: operations.list }),
  };
}

function fill(entry: Json, folder: string): Json {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return entry;
  const { path } = entry as JsonObject;
  const text = typeof path === 'string' ? textOf(join(folder, path)) : undefined;
  return text === undefined ? entry : { ...entry, patch: text };
}

/** What cannot be read is kustomize's to tell. */
function textOf(file: string): string | undefined {
  try {
    const stat = statSync(file);
    return stat.isFile() && stat.size <= MOST_BYTES ? readFileSync(file, 'utf8') : undefined;
  } catch {
    return undefined;
  }
}

const MOST_BYTES = 256 * 1024;
