import type { Json, JsonObject, KubernetesObject } from '@outrigger/manifest';
import { mattersToOthers } from '@outrigger/sidecars';
import type { FileRequest } from './scan-file.ts';

/** An object that others may be about, without its text; `index` is its place among the objects of its file. */
export interface SharedObject {
  readonly index: number;
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
  readonly value: JsonObject;
}

/** Those objects of a file that rules about several objects can need, as small as they can be. */
export function shareObjects(objects: readonly KubernetesObject[], request: FileRequest): readonly SharedObject[] {
  if (!request.rules.some(({ about }) => about === 'objects')) return [];
  return objects.flatMap((object, index) => {
    if (!matters(object, request)) return [];
    const { apiVersion, kind, name, namespace, value } = object;
    const isPatch = JSON.stringify(value).includes('$patch');
    return [
      {
        index,
        apiVersion,
        kind,
        name,
        ...(namespace !== undefined && { namespace }),
        value: isPatch ? value : lean(value),
      },
    ];
  });
}

function matters(object: KubernetesObject, request: FileRequest): boolean {
  try {
    return mattersToOthers(object, request);
  } catch {
    // Fields of a wrong type: the scan of the object has told.
    return false;
  }
}

/** Without what is long and never names a container. */
function lean<T extends Json>(value: T): T {
  if (Array.isArray(value)) return value.map(lean) as unknown as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => (LONG.has(key) ? [] : [[key, lean(inner as Json)]])),
  ) as T;
}

const LONG: ReadonlySet<string> = new Set(['volumeMounts', 'volumes', 'description', 'managedFields', 'affinity']);
