import type { Json, JsonObject, KubernetesObject } from '@outrigger/manifest';
import { mattersToOthers } from '@outrigger/sidecars';
import { withPatchTexts } from './patch-texts.ts';
import type { FileRequest } from './scan-file.ts';
import { workloadsOf } from './workloads-of.ts';

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
    const { apiVersion, kind, name, namespace } = object;
    const inNamespace = namespace !== undefined && { namespace };
    return [{ index, apiVersion, kind, name, ...inNamespace, value: shared(object) }];
  });
}

function shared(object: KubernetesObject): JsonObject {
  const { kind, value } = object;
  if (kind === 'Kustomization' || kind === 'Component') return withPatchTexts(object);
  return isWholeWorkload(object) ? lean(value) : value;
}

function matters(object: KubernetesObject, request: FileRequest): boolean {
  try {
    return mattersToOthers(object, request);
  } catch {
    // Fields of a wrong type: the scan of the object has told.
    return false;
  }
}

/** A patch of a workload has containers without images; of it, everything may count. */
function isWholeWorkload(object: KubernetesObject): boolean {
  const workloads = workloadsOf(object);
  return workloads.length > 0 && workloads.every(({ pod }) => pod.spec?.containers.every(({ image }) => image));
}

/** Without what is long and never names a container. */
function lean<T extends Json>(value: T): T {
  if (Array.isArray(value)) return value.map(lean) as unknown as T;
  if (typeof value !== 'object' || value === null) return value;
  const left: Record<string, Json> = {};
  for (const key of Object.keys(value)) {
    if (!LONG.has(key)) left[key] = lean((value as JsonObject)[key] as Json);
  }
  return left as T;
}

const LONG: ReadonlySet<string> = new Set([
  'affinity',
  'annotations',
  'env',
  'envFrom',
  'lifecycle',
  'livenessProbe',
  'managedFields',
  'ports',
  'readinessProbe',
  'resources',
  'securityContext',
  'selector',
  'startupProbe',
  'status',
  'strategy',
  'tolerations',
  'volumeClaimTemplates',
  'volumeMounts',
  'volumes',
]);
