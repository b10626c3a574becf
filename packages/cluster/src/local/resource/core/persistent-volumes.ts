import { canonicalQuantity, type Draft, readQuantity, type Scope } from '@outrigger/pod';
import type { IPersistentVolume } from 'kubernetes-models/v1';
import type { ApiObject } from '../../object/api-object.ts';
import { isSame } from '../../object/is-same.ts';
import { declare, partOfObject } from '../declare.ts';
import type { Resource } from '../resource.ts';
import { at, collectErrors } from '../rules/collect-errors.ts';
import { validateImmutable } from '../rules/field-checks.ts';
import { keepField, statusRules } from '../rules/spec-and-status.ts';

type Spec = NonNullable<Draft<IPersistentVolume>['spec']>;

/** PersistentVolumes (ValidatePersistentVolume in pkg/apis/core/validation@1.36). */
export const persistentVolumes: Resource = declare({
  plural: 'persistentvolumes',
  kind: 'PersistentVolume',
  isNamespaced: false,
  shortNames: ['pv'],
  rules: {
    setDefaults: withDefaults,
    prepareForCreate: (object, { now }) => ({
      ...object,
      status: { phase: 'Pending', lastPhaseTransitionTime: now.toISOString().replace(/\.\d+Z$/, 'Z') },
    }),
    prepareForUpdate: (object, old) => keepField(object, old, 'status'),
    validate: (object) => collectErrors((scope) => validateSpec(specOf(object), scope)),
    validateUpdate: (object, old) =>
      collectErrors((scope) => {
        validateSpec(specOf(object), scope);
        const [now, before] = [sourceOf(specOf(object)), sourceOf(specOf(old))];
        if (!isSame(now, before)) {
          scope.errors.forbidden(
            at('spec', 'persistentvolumesource'),
            'spec.persistentvolumesource is immutable after creation',
          );
        }
        validateImmutable(specOf(object).volumeMode, specOf(old).volumeMode, at('spec', 'volumeMode'), scope);
      }),
  },
  subresources: { status: partOfObject(statusRules()) },
});

function specOf(object: ApiObject): Spec {
  return (object.spec ?? {}) as Spec;
}

function withDefaults(object: ApiObject): ApiObject {
  const spec = specOf(object);
  const { hostPath } = spec;
  return {
    ...object,
    spec: {
      ...spec,
      ...(hostPath && { hostPath: { ...hostPath, type: hostPath.type ?? '' } }),
      persistentVolumeReclaimPolicy: spec.persistentVolumeReclaimPolicy || 'Retain',
      volumeMode: spec.volumeMode ?? 'Filesystem',
    },
  };
}

const PLAIN = [
  'accessModes',
  'capacity',
  'claimRef',
  'mountOptions',
  'nodeAffinity',
  'persistentVolumeReclaimPolicy',
  'storageClassName',
  'volumeAttributesClassName',
  'volumeMode',
];

/** All that says where the volume is. */
function sourceOf(spec: Spec): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(spec).filter(([field]) => !PLAIN.includes(field)));
}

const modes = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'];
const policies = ['Delete', 'Recycle', 'Retain'];

function validateSpec(spec: Spec, { errors }: Scope): void {
  const path = at('spec');
  const { accessModes = [], capacity = {}, persistentVolumeReclaimPolicy: policy = '' } = spec;
  if (accessModes.length === 0) errors.required(path.child('accessModes'));
  for (const mode of accessModes)
    if (!modes.includes(mode)) errors.notSupported(path.child('accessModes'), mode, modes);
  if (accessModes.includes('ReadWriteOncePod') && accessModes.length > 1) {
    errors.forbidden(path.child('accessModes'), 'may not use ReadWriteOncePod with other access modes');
  }
  const names = Object.keys(capacity);
  if (names.length === 0) errors.required(path.child('capacity'));
  if (capacity.storage === undefined || names.length > 1) {
    // The value is a map of amounts, of which upstream shows all.
    errors.notSupported(path.child('capacity'), (spec.capacity ?? null) as unknown as string, ['storage']);
  }
  for (const [name, amount = 0] of Object.entries(capacity)) {
    if (readQuantity(amount).nanos > 0n) continue;
    errors.invalid(path.child('capacity').key(name), canonicalQuantity(amount), 'must be greater than zero');
  }
  if (!policies.includes(policy)) errors.notSupported(path.child('persistentVolumeReclaimPolicy'), policy, policies);
  const sources = Object.keys(sourceOf(spec));
  if (sources.length === 0) errors.required(path, 'must specify a volume type');
  for (const source of sources.slice(1))
    errors.forbidden(path.child(source), 'may not specify more than 1 volume type');
  if (spec.hostPath?.path === '/' && policy === 'Recycle') {
    errors.forbidden(path.child('persistentVolumeReclaimPolicy'), "may not be 'recycle' for a hostPath mount of '/'");
  }
  if (spec.hostPath && !spec.hostPath.path) errors.required(path.child('hostPath').child('path'));
}
