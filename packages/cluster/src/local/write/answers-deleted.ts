import { qualified } from '../answer/refusal.ts';
import type { Resource } from '../resource/resource.ts';

/** Whether a deletion is answered with the object and not with a Status (ReturnDeletedObject of each storage.go@1.36). */
export function answersDeleted(resource: Resource): boolean {
  return generous.has(qualified(resource));
}

const generous: ReadonlySet<string> = new Set([
  'namespaces',
  'persistentvolumeclaims',
  'persistentvolumes',
  'pods',
  'podtemplates',
  'resourcequotas',
  'serviceaccounts',
  'services',
  'deviceclasses.resource.k8s.io',
  'resourceclaims.resource.k8s.io',
  'resourceclaimtemplates.resource.k8s.io',
  'resourceslices.resource.k8s.io',
  'csidrivers.storage.k8s.io',
  'csinodes.storage.k8s.io',
  'storageclasses.storage.k8s.io',
  'volumeattachments.storage.k8s.io',
  'volumeattributesclasses.storage.k8s.io',
]);
