import { defaultClass } from './default-class.ts';
import { isFor, type Plugin } from './plugin.ts';

/** A claim that names no class gets the default one (plugin/pkg/admission/storage/storageclass/setdefault@1.36). */
export const defaultStorageClass: Plugin = {
  mutate(attempt) {
    const { object, operation, context } = attempt;
    const spec = (object.spec ?? {}) as { readonly storageClassName?: string };
    if (!isFor(attempt, 'persistentvolumeclaims') || operation !== 'create' || spec.storageClassName !== undefined)
      return object;
    const name = defaultClass(
      context.list('storageclasses.storage.k8s.io'),
      'storageclass.kubernetes.io/is-default-class',
    );
    return name === undefined ? object : { ...object, spec: { ...spec, storageClassName: name } };
  },
};
