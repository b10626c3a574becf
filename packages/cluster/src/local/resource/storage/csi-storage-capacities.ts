import { declare } from '../declare.ts';
import type { Resource } from '../resource.ts';

/** CSIStorageCapacities. */
export const csiStorageCapacities: Resource = declare({
  group: 'storage.k8s.io',
  plural: 'csistoragecapacities',
  kind: 'CSIStorageCapacity',
});
