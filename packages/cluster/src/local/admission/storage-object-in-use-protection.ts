import { isFor, type Plugin } from './plugin.ts';

/** Volumes and claims stay as long as somebody uses them (plugin/pkg/admission/storage/storageobjectinuseprotection@1.36). */
export const storageObjectInUseProtection: Plugin = {
  mutate(attempt) {
    const { object, operation } = attempt;
    const finalizer = isFor(attempt, 'persistentvolumeclaims')
      ? 'kubernetes.io/pvc-protection'
      : isFor(attempt, 'persistentvolumes')
        ? 'kubernetes.io/pv-protection'
        : undefined;
    const { finalizers = [] } = object.metadata ?? {};
    if (operation !== 'create' || finalizer === undefined || finalizers.includes(finalizer)) return object;
    return { ...object, metadata: { ...object.metadata, finalizers: [...finalizers, finalizer] } };
  },
};
