import { declare } from '../declare.ts';
import type { Resource } from '../resource.ts';

/** CSINodes. */
export const csiNodes: Resource = declare({
  group: 'storage.k8s.io',
  plural: 'csinodes',
  kind: 'CSINode',
  isNamespaced: false,
});
