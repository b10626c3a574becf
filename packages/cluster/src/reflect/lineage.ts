import type { ApiObject, OwnerReference } from '../local/object/api-object.ts';

/** Somebody in the line above an object. */
export interface Ancestor {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
  readonly uid?: string;
}

/** Finds an object that owns another, in the namespace of what it owns, or in none. */
export type FindOwner = (owner: OwnerReference, namespace: string | undefined) => ApiObject | undefined;

/**
 * Who controls an object, and who controls that: a pod's ReplicaSet and its Deployment, its Job and that one's CronJob; nearest
 * first. The line ends with the first one that cannot be found.
 */
export function ownersOf(object: ApiObject, find: FindOwner): readonly Ancestor[] {
  const line: Ancestor[] = [];
  const seen = new Set<string>();
  const namespace = object.metadata?.namespace;
  for (let at: ApiObject | undefined = object; at !== undefined; ) {
    const owner = controllerOf(at);
    // Owners in a ring are possible: nobody checks.
    if (owner === undefined || seen.has(owner.uid)) break;
    seen.add(owner.uid);
    const { apiVersion, kind, name, uid } = owner;
    line.push({ apiVersion, kind, name, uid, ...(namespace !== undefined && { namespace }) });
    at = find(owner, namespace);
  }
  return line;
}

/** Where an object is, beside who owns it: a pod's node, a claim's volume, a volume's claim. */
export function placeOfObject(object: ApiObject): Ancestor | undefined {
  const { kind, spec = {} } = object as ApiObject & { readonly spec?: PlacedSpec };
  if (kind === 'Pod' && spec.nodeName) return { apiVersion: 'v1', kind: 'Node', name: spec.nodeName };
  if (kind === 'PersistentVolumeClaim' && spec.volumeName)
    return { apiVersion: 'v1', kind: 'PersistentVolume', name: spec.volumeName };
  if (kind === 'PersistentVolume' && spec.claimRef?.name) {
    const { name, namespace, uid } = spec.claimRef;
    return {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      name,
      ...(namespace && { namespace }),
      ...(uid && { uid }),
    };
  }
  return undefined;
}

interface PlacedSpec {
  readonly nodeName?: string;
  readonly volumeName?: string;
  readonly claimRef?: { readonly name?: string; readonly namespace?: string; readonly uid?: string };
}

/** The owner that manages it (apimachinery pkg/apis/meta/v1/controller_ref.go GetControllerOf@1.36). */
function controllerOf({ metadata }: ApiObject): OwnerReference | undefined {
  return metadata?.ownerReferences?.find(({ controller }) => controller === true);
}
