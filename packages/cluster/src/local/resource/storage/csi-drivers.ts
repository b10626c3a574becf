import { declare } from '../declare.ts';
import type { Resource } from '../resource.ts';
import { nextGeneration } from '../rules/spec-and-status.ts';

/** CSIDrivers (pkg/apis/storage/v1/defaults.go@1.36). */
export const csiDrivers: Resource = declare({
  group: 'storage.k8s.io',
  plural: 'csidrivers',
  kind: 'CSIDriver',
  isNamespaced: false,
  rules: {
    setDefaults: (object) => ({
      ...object,
      spec: {
        attachRequired: true,
        fsGroupPolicy: 'ReadWriteOnceWithFSType',
        podInfoOnMount: false,
        requiresRepublish: false,
        seLinuxMount: false,
        storageCapacity: false,
        volumeLifecycleModes: ['Persistent'],
        ...(object.spec as object | undefined),
      },
    }),
    prepareForUpdate: (object, old) => nextGeneration(object, old),
  },
});
