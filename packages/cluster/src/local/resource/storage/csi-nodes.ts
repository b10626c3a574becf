import { declare } from '../declare.ts';
import type { Resource } from '../resource.ts';

/** CSINodes. */
export const csiNodes: Resource = declare({
  group: 'storage.k8s.io',
  plural: 'csinodes',
  kind: 'CSINode',
  isNamespaced: false,
  rules: {
    setDefaults(object) {
      const spec = (object.spec ?? {}) as { readonly drivers?: readonly object[] | null };
      return { ...object, spec: { ...spec, drivers: spec.drivers?.length ? spec.drivers : null } };
    },
  },
});
